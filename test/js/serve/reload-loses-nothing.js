// SPDX-License-Identifier: MIT
// SIGHUP under load: no connection is refused, no request fails, and all workers are new afterwards.
// EDDY_RELOADS=200 for the long version.
'use strict';

const assert = require('node:assert');
const { Load, serve } = require('./fixtures/lib');

process.exitCode = 1; // until all has happened

(async () => {
  const reloads = +process.env.EDDY_RELOADS || 5;
  const it = await serve(['--workers=2']);
  const busy = new Load(it.port, 4), thinking = new Load(it.port, 12, { think: 30 });
  let pids = (await it.ask('GET', '/status')).workers.map(({ pid }) => pid);
  for (let i = 1; i <= reloads; i++) {
    it.child.kill('SIGHUP');
    const status = await it.until((s) => s.reloads === i && s.state === 'running');
    const now = status.workers.filter(({ state }) => state === 'ready').map(({ pid }) => pid);
    assert.strictEqual(now.length, 2);
    assert(now.every((pid) => !pids.includes(pid)), 'workers of before');
    pids = now;
  }
  for (const load of [busy, thinking]) {
    await load.stop();
    if (process.env.EDDY_RELOADS) console.log(`${load.answers} answers, ${load.connections} connections`);
    assert.strictEqual(load.refused, 0);
    assert.deepStrictEqual(load.failed, []);
    assert(load.answers > reloads);
  }
  assert.strictEqual(await it.stop(), 0);
  process.exitCode = 0;
})();
