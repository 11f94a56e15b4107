// socket.io over several processes: HTTP polling needs every request of a session in the same worker. Once with
// @socket.io/sticky and the cluster adapter over node:cluster, once under `eddy serve --sticky`. A worker is killed;
// its clients connect again.
'use strict';
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const http = require('node:http');
const path = require('node:path');
const { io } = require('socket.io-client');
const { until } = require('./fixtures/lib.js');

const file = path.join(__dirname, 'fixtures', 'socket.io.js');
const WAYS = [['polling'], ['polling', 'websocket'], ['websocket']];

/** `count` processes say that they listen. */
async function start(args, count) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  process.once('exit', () => child.kill('SIGKILL'));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
  const [[, port]] = await until(() => {
    const lines = [...text.matchAll(/PORT=(\d+)\n/g)];
    return lines.length >= count && lines;
  }, 'port');
  return { port, stop: () => { child.kill('SIGTERM'); return exited; } };
}

const pidOf = (client) => client.timeout(100_000).emitWithAck('pid');

/** Clients of all ways; `address(i)`: where they come from. */
async function check({ port, stop }, address, spread) {
  const clients = Array.from({ length: 12 }, (_, i) => io(`http://127.0.0.1:${port}`, {
    transports: WAYS[i % WAYS.length], forceNew: true, agent: new http.Agent({ localAddress: address(i) }),
    reconnectionDelay: 50, reconnectionDelayMax: 100,
  }));
  const pids = await Promise.all(clients.map(pidOf));
  assert.strictEqual(new Set(pids).size, 2);
  for (let round = 0; round < 5; round++) assert.deepStrictEqual(await Promise.all(clients.map(pidOf)), pids);
  const big = Buffer.alloc(300_000, 7); // a POST in several pieces where it polls
  for (const size of await Promise.all(clients.map((client) => client.timeout(100_000).emitWithAck('big', big)))) {
    assert.strictEqual(size, big.length);
  }
  if (spread) { // the adapter passes it on to the clients of the other worker
    const said = clients.map((client) => once(client, 'said'));
    clients[0].emit('all', 'hello');
    for (const [text, pid] of await Promise.all(said)) assert.deepStrictEqual([text, pid], ['hello', pids[0]]);
  }
  // With @socket.io/sticky a client that polls hears of it no sooner than its ping is missed: not waited for.
  const victim = pids[2], theirs = clients.filter((_, i) => pids[i] === victim && (!spread || WAYS[i % 3].includes('websocket')));
  const again = theirs.map(async (client) => {
    await once(client, 'disconnect');
    // Once more if it has reached another worker before its own was there again.
    assert.notStrictEqual(await until(() => pidOf(client).catch(() => 0), 'again'), victim);
  });
  // Over WebSocket: a POST of that worker which is under way in the primary would be an error of @socket.io/sticky.
  clients[2].emit('crash');
  await Promise.all(again);
  for (let i = 0; i < clients.length; i++) if (pids[i] !== victim) assert.strictEqual(await pidOf(clients[i]), pids[i]);
  for (const client of clients) client.close();
  assert.strictEqual(await stop(), 0);
}

process.exitCode = 1;
(async () => {
  await check(await start([file, 'cluster'], 1), () => undefined, true);
  if (!process.versions.eddy) return 0;
  // By client address: here each client comes from an address of its own.
  await check(await start(['serve', '--workers=2', '--sticky', '--status-socket=none', file], 2), (i) => `127.0.0.${i + 2}`, false);
  return 0;
})().then((code) => { process.exitCode = code; });
