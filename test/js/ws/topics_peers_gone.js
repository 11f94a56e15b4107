// SPDX-License-Identifier: MIT
// When those for whom something was left to write have gone, the loop waits and ends as ever: it went round for ever.
'use strict';

const assert = require('node:assert');
const { WebSocketServer, WebSocket } = require('eddy:ws');

const COUNT = 400;
const wss = new WebSocketServer({ port: 0 }, async () => {
  const clients = [];
  let closed = 0;
  for (let i = 0; i < COUNT; i++) {
    const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`);
    ws.on('error', () => {});
    ws.on('close', () => { closed++; });
    clients.push(ws);
  }
  await Promise.all(clients.map((ws) => new Promise((resolve) => ws.on('open', resolve))));
  while (wss.clients.size < COUNT) await new Promise(setImmediate);
  for (const ws of wss.clients) ws.subscribe('room');
  for (let i = 0; i < 4; i++) wss.publish('room', Buffer.alloc(32768)); // more than one turn writes
  setImmediate(() => {
    for (const ws of [...wss.clients]) ws.terminate();
    wss.close();
  });
  process.on('exit', () => assert.strictEqual(closed, COUNT));
  setTimeout(() => { throw new Error('the loop does not end'); }, 20000).unref();
});
