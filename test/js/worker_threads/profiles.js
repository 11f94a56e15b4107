// SPDX-License-Identifier: MIT
// worker.startCpuProfile() and startHeapProfile(): JSON, the same one when asked again; only one heap profile at a
// time; an ended thread has none.
'use strict';

const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

process.exitCode = 1; // until all has happened
const worker = new Worker(`
  const { parentPort } = require('worker_threads');
  parentPort.on('message', function spin() { const end = performance.now() + 30; while (performance.now() < end); parentPort.postMessage(1); });
`, { eval: true });

worker.once('online', async () => {
  for (let seen = false; !seen;) { // on a busy machine the thread that looks gets its turn later
    const handle = await worker.startCpuProfile();
    worker.postMessage(1);
    await new Promise((resolve) => worker.once('message', resolve));
    const text = await handle.stop(), { nodes, samples } = JSON.parse(text);
    seen = samples.length > 0 && nodes.some(({ callFrame }) => callFrame.functionName === 'spin');
    assert.strictEqual(await handle.stop(), text);
  }

  const heap = await worker.startHeapProfile();
  await assert.rejects(worker.startHeapProfile(), { code: 'ERR_HEAP_PROFILE_HAVE_BEEN_STARTED' });
  assert('head' in JSON.parse(await heap.stop()));
  await (await worker.startHeapProfile()).stop();

  await worker.terminate();
  await assert.rejects(worker.startCpuProfile(), { code: 'ERR_WORKER_NOT_RUNNING' });
  await assert.rejects(worker.startHeapProfile(), { code: 'ERR_WORKER_NOT_RUNNING' });
  process.exitCode = 0;
});
