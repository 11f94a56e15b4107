// SPDX-License-Identifier: MIT
// The keel without iterators of arrays.
'use strict';
const keel = require('../../fixtures/keel/run.js');

const boom = () => { throw new Error('a poisoned method was called'); };
const iterators = Object.getPrototypeOf([][Symbol.iterator]());

keel(() => {
  Array.prototype[Symbol.iterator] = boom; // eslint-disable-line no-extend-native
  iterators.next = boom;
});
