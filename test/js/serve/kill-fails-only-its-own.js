// SPDX-License-Identifier: MIT
// A worker is killed at random under load: each request that fails was that worker's. Workers write down which connections
// and requests they have got; the client knows the port and the number of each that failed. EDDY_KILLS=200 for the long version.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const { serve } = require('./fixtures/lib');

process.exitCode = 1; // until all has happened

const kills = 4; // of one primary: it takes its time with restarts when there are many
const runs = Math.ceil((+process.env.EDDY_KILLS || kills) / kills);

const app = (watched) => `
'use strict';
const fs = require('node:fs');
const log = fs.openSync(process.env.TEST_LOG, 'a');
const server = require('node:http').createServer((req, res) => {
  fs.writeSync(log, 'request ' + req.url.slice(1) + ' ' + process.pid + '\\n');
  res.setHeader('x-pid', process.pid);
  if (req.url.endsWith('7')) setTimeout(() => res.end('hello'), 5);
  else res.end('hello');
});
${watched ? "server.on('connection', (s) => fs.writeSync(log, 'connection ' + s.remotePort + ' ' + process.pid + '\\n'));" : ''}
server.listen(0, '127.0.0.1', function() { console.log('PORT=' + this.address().port); });
`;

/** Keeps connections with one request after the other; knows what has failed. */
class Client {
  constructor(port, connections, onFailure) {
    this.port = port;
    this.onFailure = onFailure;
    this.number = this.answers = this.open = 0;
    this.refused = [];
    this.stopped = false;
    for (let i = 0; i < connections; i++) this.connect();
  }

  connect() {
    if (this.stopped) return this.open === 0 && this.done?.();
    const socket = net.connect(this.port, '127.0.0.1');
    let number = 0, text = '', pid = 0, localPort = 0;
    this.open++;
    const request = () => {
      if (this.stopped) return socket.end();
      number = ++this.number;
      socket.write(`GET /${number} HTTP/1.1\r\nHost: x\r\n\r\n`);
    };
    const fail = (code) => {
      if (number === 0) return;
      this.onFailure({ number, localPort, pid, code });
      number = 0;
    };
    socket.on('connect', () => {
      ({ localPort } = socket);
      request();
    });
    socket.on('data', (chunk) => {
      text += chunk.latin1Slice();
      if (!text.endsWith('hello')) return;
      pid = +/x-pid: (\d+)/i.exec(text)[1];
      const last = /connection: close/i.test(text);
      text = '';
      number = 0;
      this.answers++;
      if (last) socket.end();
      else request();
    });
    socket.on('error', (err) => {
      if (localPort === 0) this.refused.push(err.code);
      fail(err.code);
    });
    socket.on('close', () => {
      fail('end');
      this.open--;
      this.connect();
    });
  }

  stop() {
    return new Promise((resolve) => {
      this.done = resolve;
      this.stopped = true;
    });
  }
}

/** Whose a request was: by what workers wrote, by the connection's answers before; 0: nobody knows. */
function ownerOf({ number, localPort, pid }, log) {
  const last = (pattern) => +(log.match(pattern)?.at(-1).split(' ')[2] ?? 0);
  return last(new RegExp(`^request ${number} \\d+$`, 'gm')) || last(new RegExp(`^connection ${localPort} \\d+$`, 'gm')) || pid;
}

async function run(watched) {
  const file = path.join(fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? '/tmp', 'kill-')), 'log');
  fs.writeFileSync(file, '');
  const it = await serve(['--workers=2'], { app: app(watched), env: { TEST_LOG: file } });
  const killed = new Set(), failures = [];
  let unknown = 0, before = '';
  const client = new Client(it.port, 8, (failure) => {
    const owner = ownerOf(failure, before + fs.readFileSync(file, 'latin1'));
    failures.push({ ...failure, owner });
    if (owner === 0) unknown++; // a connection that nobody has ever answered on
    else assert.ok(killed.has(owner), JSON.stringify({ ...failure, owner, killed: [...killed] }));
  });
  for (let i = 0; i < kills; i++) {
    const { workers } = await it.until((s) => s.state === 'running' && s.workers.filter(({ state }) => state === 'ready').length === 2);
    const { answers } = client;
    while (client.answers < answers + 20 + Math.random() * 50) await new Promise(setImmediate);
    const ready = workers.filter(({ state }) => state === 'ready');
    const { pid } = ready[Math.floor(Math.random() * ready.length)];
    before = fs.readFileSync(file, 'latin1'); // what was before that is known by the answers
    fs.writeFileSync(file, '');
    process.kill(pid, 'SIGKILL');
    killed.add(pid);
    await it.until((s) => s.workers.every((worker) => worker.pid !== pid));
  }
  await client.stop();
  if (process.env.EDDY_KILLS) console.log(`${client.answers} answers, ${killed.size} killed, ${failures.length} failed, ${unknown} unknown`);
  assert.deepStrictEqual(client.refused, []);
  assert.ok(failures.length <= 8 * kills);
  if (watched) assert.strictEqual(unknown, 0);
  assert.strictEqual(await it.stop(), 0);
}

(async () => {
  for (let i = 0; i < runs; i++) {
    await run(true);
    await run(false);
  }
  process.exitCode = 0;
})();
