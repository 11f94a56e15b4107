// SPDX-License-Identifier: MIT
// An exception in one worker, of node:cluster or of worker_threads, while all answer requests: its own monitor sees it, the others go on.
'use strict';

const assert = require('node:assert');
const { start } = require('./fixtures/load');

process.exitCode = 1; // until all has happened

const CLUSTER = `
const cluster = require('node:cluster'), http = require('node:http');
if (cluster.isPrimary) {
  process.on('uncaughtExceptionMonitor', () => console.log('WRONG'));
  let listening = 0;
  cluster.on('listening', (worker, { port }) => { if (++listening === 2) console.log('PORT=' + port); });
  cluster.on('exit', (worker, code, signal) => console.log('EXIT', worker.id, code, signal));
  cluster.fork();
  cluster.fork();
  process.on('SIGTERM', () => cluster.disconnect());
} else {
  process.on('uncaughtExceptionMonitor', (err, origin) => console.log('MONITOR', cluster.worker.id, err.message, origin));
  if (process.argv[2] === 'handled') process.on('uncaughtException', (err) => console.log('HANDLED', err.message));
  http.createServer((req, res) => {
    if (req.url === '/crash' && cluster.worker.id === 2) return setImmediate(() => { throw new Error('crash'); });
    setTimeout(() => res.end(String(cluster.worker.id)), 2);
  }).listen(0, '127.0.0.1');
}`;

const THREADS = `
const { Worker, isMainThread, parentPort } = require('node:worker_threads'), http = require('node:http');
if (isMainThread) {
  process.on('uncaughtExceptionMonitor', () => console.log('WRONG'));
  const waiting = new Map();
  const make = () => {
    const worker = new Worker(__filename);
    worker.on('message', ({ id, text }) => waiting.get(id)?.res.end(text));
    worker.on('error', (err) => console.log('ERROR', err.name, err.message));
    worker.on('exit', (code) => {
      console.log('EXIT', code);
      for (const entry of waiting.values()) if (entry.worker === worker) entry.res.writeHead(500).end('lost');
      workers[workers.indexOf(worker)] = make();
    });
    return worker;
  };
  const workers = [];
  workers.push(make(), make());
  let next = 0;
  const server = http.createServer((req, res) => {
    const id = next++, worker = workers[req.url === '/crash' ? 1 : 0];
    waiting.set(id, { worker, res });
    res.on('close', () => waiting.delete(id));
    worker.postMessage({ id, url: req.url });
  }).listen(0, '127.0.0.1', () => console.log('PORT=' + server.address().port));
  process.on('SIGTERM', () => process.exit());
} else {
  process.on('uncaughtExceptionMonitor', (err, origin) => console.log('MONITOR', err.message, origin));
  parentPort.on('message', ({ id, url }) => {
    if (url === '/crash') throw new RangeError('crash');
    parentPort.postMessage({ id, text: 'thread' });
  });
}`;

async function load(it, url, until, agent) {
  let answers = 0;
  await Promise.all(Array.from({ length: 4 }, async () => {
    while (!until()) {
      const { code } = await it.get(url, agent).catch(() => ({}));
      if (code === 200) answers++;
    }
  }));
  return answers;
}

async function clusterWorker() {
  const it = await start(CLUSTER);
  const gone = () => /EXIT 2 1 null/.test(it.output());
  // Some answers are lost: those of the connections to the second one.
  // A connection for each '/crash': kept ones may all belong to the first.
  await Promise.all([load(it, '/', gone), load(it, '/crash', gone, false)]);
  for (let i = 0; i < 100; i++) assert.deepStrictEqual(await it.get(i % 2 ? '/' : '/crash', false), { code: 200, text: '1' });
  assert.strictEqual(it.output().match(/MONITOR 2 crash uncaughtException/g).length, 1);
  it.child.kill('SIGTERM');
  assert.strictEqual(await it.exited, 0);
  assert.ok(!it.output().includes('WRONG') && !it.output().includes('MONITOR 1'));
}

async function threads() {
  const it = await start(THREADS);
  let answers = 0;
  const crashes = Array.from({ length: 5 }, async () => {
    assert.deepStrictEqual(await it.get('/crash'), { code: 500, text: 'lost' });
  });
  for (let i = 0; i < 200; i++) {
    assert.deepStrictEqual(await it.get('/'), { code: 200, text: 'thread' });
    answers++;
  }
  await Promise.all(crashes);
  assert.strictEqual(answers, 200);
  assert.match(it.output(), /MONITOR crash uncaughtException/);
  assert.match(it.output(), /ERROR RangeError crash/);
  it.child.kill('SIGTERM');
  assert.strictEqual(await it.exited, 0);
  assert.ok(!it.output().includes('WRONG'));
}

clusterWorker().then(threads).then(() => { process.exitCode = 0; });
