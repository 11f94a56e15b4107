// SPDX-License-Identifier: MIT
// The keel without methods of promises.
'use strict';
const keel = require('../../fixtures/keel/run.js');

const boom = () => { throw new Error('a poisoned method was called'); };

keel(() => {
  Promise.prototype.then = Promise.prototype.catch = Promise.prototype.finally = boom; // eslint-disable-line no-extend-native
  Promise.all = Promise.race = Promise.allSettled = Promise.any = Promise.reject = boom;
});
