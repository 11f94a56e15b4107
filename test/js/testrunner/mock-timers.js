// SPDX-License-Identifier: MIT
// mock.timers move only when told to.
'use strict';

const assert = require('node:assert');
const { mock } = require('node:test');

mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1000 });
const seen = [];
setTimeout(() => seen.push(Date.now()), 500);
mock.timers.tick(499);
assert.deepStrictEqual(seen, []);
mock.timers.tick(1);
assert.deepStrictEqual(seen, [1500]);
mock.timers.reset();
assert.ok(Date.now() > 1e12);
