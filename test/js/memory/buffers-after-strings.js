// SPDX-License-Identifier: MIT
// Large buffers that are garbage at once are collected soon, also when the space for new objects has grown before.
'use strict';
const assert = require('assert');

const bytes = Buffer.alloc(66000, 'x');
const text = bytes.toString('latin1');
let kept;
for (let i = 0; i < 10000; i++) kept = bytes.toString('latin1'); // these lie in that space
const before = process.memoryUsage().arrayBuffers;
let most = 0;
for (let i = 0; i < 10000; i++) {
  kept = Buffer.from(text);
  if (i % 16 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before);
}
assert.ok(most < 48e6, `${most} bytes of buffers at once`);
