// SPDX-License-Identifier: MIT
// v8.startCpuProfile(): JSON with nodes and samples; ends once.
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');

const handle = v8.startCpuProfile();
const second = v8.startCpuProfile();
(function busy(until) { while (Date.now() < until); })(Date.now() + 20); // eslint-disable-line no-empty
const profile = JSON.parse(handle.stop());
assert.ok(profile.nodes.length > 1 && profile.samples.length > 0 && profile.endTime > profile.startTime);
assert.ok(profile.nodes.some((node) => node.callFrame.functionName === 'busy'));
assert.strictEqual(handle.stop(), undefined);
second[Symbol.dispose]();
assert.strictEqual(second.stop(), undefined);
