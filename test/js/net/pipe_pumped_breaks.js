// SPDX-License-Identifier: MIT
// Pipes between sockets, of which one breaks or is destroyed at any point: the other hears of it as it does of any
// pipe, and nothing is left behind. Places are pseudo-random, with the seed printed when it fails.
'use strict';
const assert = require('node:assert');
const net = require('node:net');
const { random } = require('../../fixtures/random');

const block = Buffer.alloc(100_000, 'x');
const echo = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.pipe(socket);
}).listen(0);
const open = new Set();
const proxy = net.createServer((down) => {
  const up = net.connect(echo.address().port);
  for (const socket of [down, up]) {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => {
      open.delete(socket);
      down.destroy();
      up.destroy();
    });
  }
  down.pipe(up);
  up.pipe(down);
  const after = random(20);
  let n = 0;
  const hurt = () => {
    if (n++ < after) return setImmediate(hurt);
    const socket = random(2) ? down : up;
    switch (random(7)) {
      case 0: return socket.destroy();
      case 1: return socket.resetAndDestroy();
      case 2: return socket.end();
      case 3: return socket.unpipe();
      case 4: return socket.on('data', () => {}).setTimeout(1000);
      case 5: return socket.pause().on('readable', () => socket.read()); // and nobody pipes any more
      default: return socket.destroy(new Error('mine'));
    }
  };
  setImmediate(hurt);
}).listen(0);

async function once1() {
  const client = net.connect(proxy.address().port);
  const limit = random(1_000_000);
  let got = 0;
  const more = () => { while (!client.destroyed && client.write(block)); };
  client.on('connect', more).on('drain', more).on('error', () => {});
  client.on('data', (d) => {
    got += d.length;
    for (let i = 0; i < d.length; i += 997) assert.strictEqual(d[i], 120);
    if (got > limit) client[random(2) ? 'destroy' : 'resetAndDestroy']();
  });
  const watch = setTimeout(() => client.destroy(), 300); // one of those that do not pipe any more
  await new Promise((resolve) => client.on('close', resolve));
  clearTimeout(watch);
}

proxy.on('listening', async () => {
  for (let i = 0; i < 12; i++) await Promise.all([once1(), once1(), once1(), once1()]);
  for (const socket of open) socket.destroy();
  proxy.close();
  echo.close(); // and this ends
});
