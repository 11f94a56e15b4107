'use strict';
// The heap may grow with the machine's memory (or its control group's), in workers too.
const assert = require('assert');
const os = require('os');
const v8 = require('v8');
const { Worker } = require('worker_threads');

const MIB = 1024 * 1024;
const limit = process.constrainedMemory();
const memory = limit > 0 && limit < os.totalmem() ? limit : os.totalmem();
const heap = v8.getHeapStatistics().heap_size_limit;
assert.ok(heap >= Math.min(memory / 4, 2048 * MIB), `${heap} of ${memory}`);
assert.ok(heap <= memory, `${heap} of ${memory}`);

const worker = new Worker('require("worker_threads").parentPort.postMessage(' +
  '[require("worker_threads").resourceLimits, require("v8").getHeapStatistics().heap_size_limit])', { eval: true });
worker.once('message', ([limits, size]) => {
  assert.strictEqual(size, heap);
  assert.strictEqual((limits.maxOldGenerationSizeMb + limits.maxYoungGenerationSizeMb) * MIB, heap);
  assert.deepStrictEqual(worker.resourceLimits, limits);
});
