// SPDX-License-Identifier: MIT
// The keel without apply and bind.
'use strict';
const keel = require('../../fixtures/keel/run.js');

const boom = () => { throw new Error('a poisoned method was called'); };

keel(() => {
  Function.prototype.apply = Function.prototype.bind = boom; // eslint-disable-line no-extend-native
});
