// SPDX-License-Identifier: MIT
// --sticky: one client address, one worker, also after a reload. least-loaded: the one with fewer open connections.
'use strict';

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');
const { APP, serve } = require('./fixtures/lib');

process.exitCode = 1; // until all has happened

const app = APP.replace("res.setHeader('x-pid', process.pid);", "res.setHeader('x-worker', process.env.EDDY_WORKER);")
  .replace("'127.0.0.1'", "'0.0.0.0'");

function workerFor(port, localAddress) {
  return new Promise((resolve, reject) => {
    http.get({ port, host: '127.0.0.1', localAddress, agent: false }, (res) => {
      res.resume();
      resolve(res.headers['x-worker']);
    }).on('error', reject);
  });
}

async function sticky() {
  const it = await serve(['--workers=3', '--sticky'], { app });
  const seen = new Map();
  for (let i = 2; i < 14; i++) seen.set(`127.0.0.${i}`, await workerFor(it.port, `127.0.0.${i}`));
  assert(new Set(seen.values()).size > 1);
  for (const [address, worker] of seen) assert.strictEqual(await workerFor(it.port, address), worker);
  assert.strictEqual((await it.ask('POST', '/reload')).code, 200);
  for (const [address, worker] of seen) assert.strictEqual(await workerFor(it.port, address), worker);
  assert.strictEqual(await it.stop(), 0);
}

async function leastLoaded() {
  const it = await serve(['--workers=2', '--balance=least-loaded'], { app });
  const sockets = [];
  const open = () => new Promise((resolve) => {
    const socket = net.connect(it.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    socket.on('data', (chunk) => {
      socket.worker = /x-worker: (\d)/.exec(chunk)[1];
      resolve(socket);
    });
    sockets.push(socket);
  });
  const close = (socket) => new Promise((resolve) => socket.on('close', resolve).destroy());
  let mine;
  for (let tries = 1; ; tries++) { // a worker that has not had its turn for 10 ms is not waited for
    for (let i = 0; i < 6; i++) await open();
    mine = sockets.filter(({ worker }) => worker === '1');
    if (mine.length === 3) break;
    assert.ok(tries < 50, 'six connections were never three for each');
    for (const socket of sockets.splice(0)) await close(socket);
    await new Promise((resolve) => setTimeout(resolve, 100)); // until it has told that they are gone
  }
  // One worker loses all of its connections: the next ones go there, once it has told.
  for (const socket of mine) await close(socket);
  for (let tries = 1; ; tries++) {
    const next = [await open(), await open(), await open()];
    if (next.every(({ worker }) => worker === '1')) break;
    assert.ok(tries < 50, 'the next three connections never went to the worker that has none');
    for (const socket of next) await close(socket);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const socket of sockets) socket.destroy();
  assert.strictEqual(await it.stop(), 0);
}

sticky().then(leastLoaded).then(() => { process.exitCode = 0; });
