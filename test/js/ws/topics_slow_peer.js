// SPDX-License-Identifier: MIT
// A subscriber that does not read: what is published waits for it, in order, up to maxQueuedBytes; the others get theirs
// meanwhile. Beyond that it is dropped.
'use strict';
const assert = require('assert');
const WebSocket = require('eddy:ws');

const wss = new WebSocket.Server({ port: 0, host: '127.0.0.1', maxQueuedBytes: 8_000_000 }, async () => {
  const url = `ws://127.0.0.1:${wss.address().port}`, servers = [], counts = [0, 0];
  wss.on('connection', (ws) => servers.push(ws));
  const connect = async (i) => {
    const ws = new WebSocket(url);
    ws.on('message', (data) => {
      if (data.length > 10) assert.strictEqual(data.readUInt32LE(), counts[i]++);
      else ws.last = `${data}`;
    });
    await new Promise((resolve) => ws.on('open', resolve));
    return ws;
  };
  const quick = await connect(0), slow = await connect(1);
  while (servers.length < 2) await new Promise(setImmediate);
  for (const ws of servers) ws.subscribe('t');
  slow.pause();
  let published = 0;
  const publish = async (size) => {
    const data = Buffer.alloc(size);
    data.writeUInt32LE(published++);
    const count = wss.publish('t', data);
    while (counts[0] < published) await new Promise(setImmediate);
    return count;
  };
  while (servers[1].bufferedAmount < 4_000_000) await publish(100_000);
  for (let i = 0; i < 200; i++) await publish(20 + i);
  servers[1].send('own');
  for (let i = 0; i < 3; i++) await publish(70_000);
  slow.resume();
  while (counts[1] < published) await new Promise(setImmediate);
  assert.strictEqual(slow.last, 'own');
  while (servers[1].bufferedAmount > 0) await new Promise(setImmediate);

  slow.pause();
  let most = 0;
  const closed = new Promise((resolve) => servers[1].on('close', (code, reason) => resolve(`${code} ${reason}`)));
  while (servers[1].readyState === WebSocket.OPEN) {
    most = Math.max(most, servers[1].bufferedAmount);
    await publish(100_000);
  }
  assert.match(await closed, /^1006 more than 8000000 bytes are waiting/);
  assert.ok(most <= 8_300_000, `${most}`);
  assert.strictEqual(await publish(100), 1);
  quick.terminate();
  slow.terminate();
  wss.close();
});
