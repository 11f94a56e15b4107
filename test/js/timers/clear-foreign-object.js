// SPDX-License-Identifier: MIT
// clearTimeout() of an object that only looks like a timer (libraries have timers of their own, with the same fields):
// it counts as cleared, and real timers go on.
'use strict';
const assert = require('node:assert');

const foreign = { _onTimeout() {}, _idleTimeout: 1, _idleStart: -1 };
const real = setTimeout(() => { real.fired = true; }, 1);
clearTimeout(foreign);
clearTimeout(foreign);
assert.ok(!foreign._onTimeout);
assert.strictEqual(foreign._idleTimeout, -1);
clearInterval({ _onTimeout() {} });
process.on('exit', () => assert.strictEqual(real.fired, true));
