// SPDX-License-Identifier: MIT
// Flags: --expose-gc
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');

assert(v8.getHeapStatistics().used_heap_size > 0);
assert(v8.getHeapSpaceStatistics().some(({ space_name: name }) => name === 'old_space'));

const profiler = new v8.GCProfiler();
profiler.start();
gc();
const { statistics } = profiler.stop();
assert(statistics.length > 0 && statistics[0].cost > 0);

class Found {}
const kept = [new Found(), new Found()];
assert.strictEqual(v8.queryObjects(Found), kept.length);

v8.setFlagsFromString('--no-opt');
const chunks = [];
v8.getHeapSnapshot().on('data', (chunk) => chunks.push(chunk)).on('end', () => {
  assert(JSON.parse(Buffer.concat(chunks).toString()).snapshot.meta.node_fields.length > 0);
});
