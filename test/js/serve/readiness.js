// SPDX-License-Identifier: MIT
// When a worker counts as ready: it listens, or says so, or has had --start-timeout for it. In a reload it has to reach what the old
// one had; one that does not is killed, and the old one goes on.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const { APP, serve } = require('./fixtures/lib');

process.exitCode = 1; // until all has happened

const states = ({ workers }) => workers.map(({ state }) => state);

async function message() {
  const app = `process.on('message', () => {}).on('SIGUSR2', () => process.send('ready')); console.log('PORT=1');`;
  const it = await serve(['--workers=1'], { app, ready: false });
  const status = await it.ask('GET', '/status');
  assert.deepStrictEqual([status.state, status.ready, states(status)], ['starting', false, ['starting']]);
  assert.strictEqual((await it.ask('GET', '/ready')).code, 503);
  process.kill(status.workers[0].pid, 'SIGUSR2');
  await it.until((s) => s.state === 'running' && s.ready && states(s)[0] === 'ready');
  assert.strictEqual((await it.ask('GET', '/ready')).code, 200);
  assert.strictEqual(await it.stop(), 0);
}

/** It does neither: a queue's consumer, say. */
async function silent() {
  const it = await serve(['--workers=1', '--start-timeout=300'], { app: `setInterval(() => {}, 1e6); console.log('PORT=1');`, ready: false });
  const { workers: [{ uptime }] } = await it.until((s) => s.ready);
  assert.ok(uptime >= 300, `${uptime}`);
  assert.strictEqual(await it.stop(), 0);
}

/** The old one listens to two ports, the new one to one of them only. */
async function lessThanBefore() {
  const app = `${APP}\nrequire('node:net').createServer().listen(0, '127.0.0.1');`;
  const it = await serve(['--workers=1', '--start-timeout=2000'], { app });
  const { workers: [old] } = await it.until((s) => s.workers[0].listening.length === 2);
  fs.writeFileSync(it.script, APP);
  assert.strictEqual((await it.ask('POST', '/reload')).code, 500);
  await it.seen(/\[eddy\] worker 1 \(pid \d+\) is not ready in time: killed/);
  const status = await it.until((s) => s.workers.length === 1);
  assert.deepStrictEqual([status.workers[0].pid, states(status)], [old.pid, ['ready']]);
  assert.strictEqual((await it.get('/')).headers['x-pid'], `${old.pid}`);
  fs.writeFileSync(it.script, app);
  let reload;
  do reload = await it.ask('POST', '/reload'); while (reload.code !== 200); // on a busy machine two seconds may be too little
  assert.strictEqual(await it.stop(), 0);
}

message().then(silent).then(lessThanBefore).then(() => { process.exitCode = 0; });
