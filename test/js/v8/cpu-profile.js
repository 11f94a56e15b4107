// SPDX-License-Identifier: MIT
// v8.startCpuProfile(): JSON with nodes and samples; ends once.
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');

const handle = v8.startCpuProfile();
const second = v8.startCpuProfile();
const inBusy = ({ nodes }) => nodes.some((node) => node.callFrame.functionName === 'busy');
// As long as it takes: on a busy machine the thread that looks gets its turn later.
let profile;
do {
  const other = v8.startCpuProfile();
  (function busy(until) { while (Date.now() < until); })(Date.now() + 20); // eslint-disable-line no-empty
  profile = JSON.parse(other.stop());
} while (!inBusy(profile));
profile = JSON.parse(handle.stop());
assert.ok(profile.nodes.length > 1 && profile.samples.length > 0 && profile.endTime > profile.startTime);
assert.ok(inBusy(profile));
assert.strictEqual(handle.stop(), undefined);
second[Symbol.dispose]();
assert.strictEqual(second.stop(), undefined);
