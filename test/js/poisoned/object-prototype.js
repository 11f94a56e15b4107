// SPDX-License-Identifier: MIT
// The keel with attributes of descriptors, and a toJSON, on Object.prototype.
'use strict';
const keel = require('../../fixtures/keel/run.js');

const boom = () => { throw new Error('a poisoned method was called'); };

keel(() => {
  /* eslint-disable no-extend-native */
  Object.prototype.get = Object.prototype.set = Object.prototype.toJSON = boom;
  Object.prototype.enumerable = Object.prototype.writable = true;
  delete Object.prototype.__proto__;
});
