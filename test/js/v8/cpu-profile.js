// SPDX-License-Identifier: MIT
// v8.startCpuProfile(): JSON with nodes and samples, also of several at a time; ends once.
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');

const inBusy = ({ nodes }) => nodes.some((node) => node.callFrame.functionName === 'busy');
let handle, second, profiles;
do { // as long as it takes: on a busy machine the threads that look get their turns later
  handle = v8.startCpuProfile();
  second = v8.startCpuProfile();
  (function busy(until) { while (Date.now() < until); })(Date.now() + 20); // eslint-disable-line no-empty
  profiles = [handle, second].map((each) => JSON.parse(each.stop()));
} while (!profiles.every(inBusy));
for (const { nodes, samples, startTime, endTime } of profiles) {
  assert.ok(nodes.length > 1 && samples.length > 0 && endTime > startTime);
}
assert.strictEqual(handle.stop(), undefined);
const third = v8.startCpuProfile();
third[Symbol.dispose]();
assert.strictEqual(third.stop(), undefined);
