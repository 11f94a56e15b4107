// SPDX-License-Identifier: MIT
// mock.timers.tick() moves the clock first: callbacks see the time at its end, a delay of 0 is due at once, and
// a timer that a callback makes counts from that time.
'use strict';

const assert = require('node:assert');
const { mock: { timers } } = require('node:test');

const seen = [];
timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
setTimeout(() => {
  seen.push(['first', Date.now()]);
  setTimeout(() => seen.push(['made at 10', Date.now()]), 0);
  setTimeout(() => seen.push(['later', Date.now()]), 1);
}, 5);
const interval = setInterval(() => {
  if (seen.push(['interval', Date.now()]) === 4) clearInterval(interval);
}, 4);
setTimeout(() => seen.push(['zero', Date.now()]), 0);
timers.tick(0);
assert.deepStrictEqual(seen.splice(0), [['zero', 0]]);
timers.tick(10);
assert.deepStrictEqual(seen.splice(0), [['interval', 10], ['first', 10], ['interval', 10], ['made at 10', 10]]);
timers.tick(1);
assert.deepStrictEqual(seen, [['later', 11]]);

const timer = setTimeout(() => assert.fail('closed'), 5);
assert.strictEqual(timer.close(), timer);
timers.runAll();
timers.reset();

for (const options of [null, 5, ['Date'], { apis: null, now: null }]) {
  timers.enable(options);
  assert.strictEqual(Date.now(), 0);
  timers.reset();
}
assert.throws(() => timers.enable({ now: -1 }), { message: 'The argument \'time\' -1. Received \'positive integer\'' });
assert.throws(() => timers.enable({ now: NaN }), { code: 'ERR_INVALID_ARG_VALUE', message: /epoch must be a positive integer received NaN/ });

timers.enable({ apis: ['AbortSignal.timeout'] });
const signal = AbortSignal.timeout(5);
timers.tick(5);
assert.strictEqual(signal.reason.name, 'AbortError');
timers.reset();
