// SPDX-License-Identifier: MIT
// The keel without the methods of arrays.
'use strict';
const keel = require('../../fixtures/keel/run.js');

const boom = () => { throw new Error('a poisoned method was called'); };
const names = ['push', 'pop', 'shift', 'unshift', 'splice', 'slice', 'map', 'filter', 'forEach', 'join', 'indexOf', 'includes',
               'concat', 'some', 'every', 'reduce', 'sort', 'find', 'findIndex', 'flat', 'fill', 'reverse', 'keys', 'entries'];

keel(() => {
  for (let i = 0; i < names.length; i++) Array.prototype[names[i]] = boom; // eslint-disable-line no-extend-native
});
