// SPDX-License-Identifier: MIT
// The keel without Array.from and the like.
'use strict';
const keel = require('../../fixtures/keel/run.js');

const boom = () => { throw new Error('a poisoned method was called'); };

keel(() => {
  Array.from = Array.of = Array.isArray = boom;
});
