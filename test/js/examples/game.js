// SPDX-License-Identifier: MIT
// examples/game: 300 players at 60 ticks a second; how late ticks are, and what a player's line carries.
'use strict';
const assert = require('node:assert');
const path = require('node:path');
const { main, root, start } = require('./fixtures/program.js');

main(async () => {
  const server = await start(['game/server.js']);
  const status = async () => (await fetch(`${server.url}/status`)).json();
  const before = await status();
  const bots = await start([path.join(root, 'game/bots.js'), server.url, '300', '4'], { ready: /(\{.*\})/ });
  const result = JSON.parse(bots.url), after = await status();
  assert.strictEqual(await bots.gone, 0);
  const ticks = after.ticks - before.ticks, cpu = (after.cpu - before.cpu) * 1000 / ticks;
  const { lateness, work, skipped } = after;
  console.log(`${result.players} players, ${result.kBPerSecond} kB/s each, a snapshot every ${result.gaps.p50} ms (p99 ${result.gaps.p99} ms); ` +
    `${cpu.toFixed(2)} ms of processor a tick, work p50 ${work.p50} ms, p99 ${work.p99} ms, late p50 ${lateness.p50} ms, p99 ${lateness.p99} ms; ` +
    `${skipped} of ${ticks} left out`);
  assert.strictEqual(result.players, 300);
  assert.ok(result.kBPerSecond > 0 && result.kBPerSecond < 20, `${result.kBPerSecond} kB/s`);
  assert.ok(result.snapshotsPerSecond < 25, `${result.snapshotsPerSecond}`);
  // A tick has 16.7 ms. How late it comes is printed only: that is also what else the machine does.
  assert.ok(cpu < 12, `${cpu} ms`);
  while ((await status()).players > 0); // all have left
  assert.strictEqual(await server.stop(), 0);
});
