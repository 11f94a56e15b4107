// SPDX-License-Identifier: MIT
// The keel with what options are called on Object.prototype.
'use strict';
const keel = require('../../fixtures/keel/run.js');

const boom = () => { throw new Error('a poisoned method was called'); };
const names = ['signal', 'flag', 'mode', 'recursive', 'objectMode', 'fd', 'start', 'length', 'offset', 'cause', 'parent', 'once',
               'capture', 'paths', 'conditions', 'format', 'shortCircuit'];

keel(() => {
  for (let i = 0; i < names.length; i++) Object.prototype[names[i]] = undefined; // eslint-disable-line no-extend-native
});
