// SPDX-License-Identifier: MIT
// The keel without methods of Object.prototype, statics of Object, Reflect and JSON.
'use strict';
const keel = require('../../fixtures/keel/run.js');

const boom = () => { throw new Error('a poisoned method was called'); };
const methods = ['hasOwnProperty', 'toString', 'valueOf', 'propertyIsEnumerable', 'isPrototypeOf', 'toLocaleString'];
const { getOwnPropertyNames } = Object;
const owners = [Object, Reflect, JSON];

keel(() => {
  for (let i = 0; i < methods.length; i++) Object.prototype[methods[i]] = boom; // eslint-disable-line no-extend-native
  for (let i = 0; i < owners.length; i++) {
    const names = getOwnPropertyNames(owners[i]);
    for (let j = 0; j < names.length; j++) if (typeof owners[i][names[j]] === 'function') owners[i][names[j]] = boom;
  }
});
