// SPDX-License-Identifier: MIT
// A worker that is killed under load takes its own requests along, and no others; it is replaced.
'use strict';

const assert = require('node:assert');
const { Load, serve } = require('./fixtures/lib');

process.exitCode = 1; // until all has happened

(async () => {
  const it = await serve(['--workers=2']);
  const load = new Load(it.port, 8, { think: 5 });
  const killed = [];
  for (let i = 0; i < 4; i++) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { workers } = await it.until((s) => s.workers.length === 2 && s.workers.every(({ state }) => state === 'ready'));
    const { pid } = workers[i % 2];
    killed.push(pid);
    process.kill(pid, 'SIGKILL');
    await it.until((s) => s.restarts === i + 1 && s.workers.every((worker) => worker.pid !== pid));
  }
  await load.stop();
  assert.strictEqual(load.refused, 0);
  // What fails was on a connection whose last answer came from one of them, or had none yet.
  for (const { pid } of load.failed) assert(pid === 0 || killed.includes(pid), `pid ${pid} was not killed`);
  assert(load.failed.length <= 8 * killed.length);
  await it.seen(/\[eddy\] worker \d \(pid \d+\) was killed by SIGKILL/);
  assert.strictEqual(await it.stop(), 0);
  process.exitCode = 0;
})();
