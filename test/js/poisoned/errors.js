// SPDX-License-Identifier: MIT
// The keel with an Error that cannot be changed, and one whose statics are gone.
'use strict';
const keel = require('../../fixtures/keel/run.js');

const boom = () => { throw new Error('a poisoned method was called'); };

keel(() => {
  Error.captureStackTrace = boom;
  Error.prototype.toString = boom; // eslint-disable-line no-extend-native
  Object.defineProperty(Error, 'stackTraceLimit', { value: 3, writable: false, configurable: false });
});
