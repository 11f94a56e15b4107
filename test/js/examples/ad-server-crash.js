// SPDX-License-Identifier: MIT
// examples/ad-server under load, on two workers: the time of an impression; kill -9 loses at most what has
// not been written yet, and nothing is counted twice.
'use strict';
const assert = require('node:assert');
const { spawnSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { folder, main, start } = require('./fixtures/program.js');
const { readLog } = require('../../../examples/ad-server/ledger.js');

const CLIENTS = 8;
const dir = folder('ads'), data = path.join(dir, 'data'), ads = path.join(dir, 'ads.json');
fs.writeFileSync(ads, JSON.stringify([1, 2, 3, 4, 5].map((n) => ({ id: `ad-${n}`, url: 'https://example.com', placements: ['top'], weight: n }))));
const env = { ADS: ads, DATA: data, COMPACT_EVERY: '0' };
const args = ['--workers=2', 'ad-server/server.js'], ready = /open (http:\S+)\/[^]*open http/;

async function status(url) { return (await fetch(`${url}/status`, { headers: { Connection: 'close' } })).json(); }
const total = ({ ads: all }) => all.reduce((sum, { impressions }) => sum + impressions, 0);

/** @returns {Promise<boolean>} has the server answered as fast as it can? */
async function load(url) {
  const wrk = spawn('wrk', ['-t1', '-c50', '-d2', '--latency', `${url}/ad?placement=top`], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  for await (const chunk of wrk.stdout) out += chunk;
  const { time } = await status(url);
  console.log(`server time of an impression: p50 ${time.p50} us, p99 ${time.p99} us, p99.9 ${time.p999} us; ${/Requests\/sec:\s+(\S+)/.exec(out)[1]} a second; at the client p99 ${/99%\s+(\S+)/.exec(out)[1]}`);
  assert.doesNotMatch(out, /Non-2xx/);
  return time.count > 100 && time.p50 < 10_000; // usually 20; a processor that others use counts as well
}

/** Asks for ads until told to stop; notes which impressions were acknowledged. */
function ask(url, acknowledged) {
  const agent = new http.Agent({ keepAlive: true });
  let running = true;
  const one = () => new Promise((resolve) => {
    const req = http.get(`${url}/ad?placement=top`, { agent }, async (res) => {
      try {
        let text = '';
        for await (const chunk of res.setEncoding('utf8')) text += chunk;
        acknowledged.push({ id: JSON.parse(text).impression });
      } catch {} // it was killed in the middle of the answer
      resolve();
    }).on('error', () => setTimeout(resolve, 5));
  });
  const loops = Array.from({ length: CLIENTS }, async () => { while (running) await one(); });
  return () => { running = false; return Promise.all(loops); };
}

/** All impressions in all logs; the sum is not one of them. */
function logged() {
  const ids = [];
  for (const name of fs.readdirSync(data)) {
    if (name.endsWith('.log')) for (const line of readLog(path.join(data, name))) ids.push(line.split(' ')[2]);
  }
  return ids;
}

main(async () => {
  let server = await start(args, { env, ready });
  if (!spawnSync('wrk', ['--version']).error) {
    let tries = 1;
    while (!await load(server.url)) assert.ok(tries++ < 10, 'an impression never took less than 10 ms');
  }
  assert.strictEqual(await server.stop(), 0);
  server = await start(args, { env, ready });
  const acknowledged = [];
  const stop = ask(server.url, acknowledged);
  const pids = new Set();
  while (pids.size < 2) pids.add((await status(server.url)).pid);
  let safe = 0;
  const mayBeLost = []; // [from, to) of what is acknowledged
  /** When so many are acknowledged, and all that are so now lie in the logs: kills. What comes in between may be lost. */
  const crash = async (count, targets) => {
    while (acknowledged.length < count) await new Promise(setImmediate);
    const from = acknowledged.length, before = acknowledged.slice(safe);
    for (let kept = new Set(); !before.every(({ id }) => kept.has(id)); kept = new Set(logged())) await new Promise(setImmediate);
    for (const pid of targets) process.kill(pid, 'SIGKILL');
    safe = acknowledged.length + CLIENTS; // their answers may be on the way
    mayBeLost.push([from, safe]);
  };
  let crashes = 0;
  for (const pid of pids) await crash(500 * ++crashes, [pid]); // one worker, the other one; then all at once
  while (acknowledged.length < 1500) await new Promise(setImmediate);
  const now = new Set();
  while (now.size < 2) await status(server.url).then(({ pid }) => now.add(pid), () => {}); // a connection may have gone to the dead one
  await crash(2000, [server.pid, ...now]);
  await stop();
  await server.gone;

  const ids = logged(), kept = new Set(ids);
  assert.strictEqual(kept.size, ids.length); // none twice
  const lost = acknowledged.flatMap(({ id }, i) => (kept.has(id) ? [] : [i]));
  for (const i of lost) assert.ok(mayBeLost.some(([from, to]) => i >= from && i < to), `${i} was lost without a reason: ${mayBeLost.join(' ')}`);
  console.log(`${acknowledged.length} acknowledged, ${lost.length} lost in three crashes`);
  for (let i = 0; i < 4; i++) { // logs are summed up, and the process that does it is killed too
    server = await start(['ad-server/server.js'], { env: { ...env, COMPACT_EVERY: '1' } });
    assert.strictEqual(total(await status(server.url)), ids.length);
    await server.stop(i < 3 ? 'SIGKILL' : 'SIGTERM');
  }
});
