// SPDX-License-Identifier: MIT
// Workers are killed in the middle of reloads, old ones and new ones: no connection is refused, no more than what was open fails,
// and each time the whole number of workers is there again. EDDY_RELOADS=200 for the long version.
'use strict';

const assert = require('node:assert');
const { Load, serve } = require('./fixtures/lib');

const CONNECTIONS = 8;

process.exitCode = 1; // until all has happened

(async () => {
  const reloads = +process.env.EDDY_RELOADS || 6;
  const it = await serve(['--workers=2']);
  const load = new Load(it.port, CONNECTIONS, { think: 5 });
  let killed = 0;
  for (let i = 0; i < reloads; i++) {
    const before = await it.ask('GET', '/status');
    it.child.kill('SIGHUP');
    // Each in another state of things: the old ones alone, old and new ones, some that are leaving.
    const { workers } = await it.until((s) => s.reloads > before.reloads || s.workers.length > 2 || s.state === 'running');
    const { pid } = workers[i % workers.length];
    try {
      process.kill(pid, 'SIGKILL');
      killed++;
    } catch (err) {
      assert.strictEqual(err.code, 'ESRCH'); // it has ended in the meantime
    }
    await it.until((s) => s.state === 'running' && s.workers.filter((worker) => worker.state === 'ready').length === 2 &&
                          s.workers.every((worker) => worker.pid !== pid));
  }
  const { answers } = load;
  while (load.answers < answers + 2 * CONNECTIONS) await new Promise((resolve) => setTimeout(resolve, 1));
  await load.stop();
  if (process.env.EDDY_RELOADS) console.log(`${load.answers} answers, ${killed} killed, ${load.failed.length} failed`);
  assert(killed > 0);
  assert.strictEqual(load.refused, 0);
  assert(load.failed.length <= CONNECTIONS * killed, `${load.failed.length} requests`);
  assert.strictEqual(await it.stop(), 0);
  process.exitCode = 0;
})();
