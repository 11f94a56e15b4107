// SPDX-License-Identifier: MIT
// What is published and what is sent in one turn arrives in that order, small and large, also to who reads late and to
// who has left meanwhile.
'use strict';
const assert = require('assert');
const WebSocket = require('eddy:ws');

const big = 'b'.repeat(70_000), middle = 'm'.repeat(300);
const wss = new WebSocket.Server({ port: 0, host: '127.0.0.1' }, async () => {
  const url = `ws://127.0.0.1:${wss.address().port}`;
  const clients = [], got = [], servers = [];
  wss.on('connection', (ws) => servers.push(ws));
  for (let i = 0; i < 4; i++) {
    clients.push(new WebSocket(url));
    got.push([]);
    clients[i].on('message', (data) => got[i].push(`${data}`));
    await new Promise((resolve) => clients[i].on('open', resolve));
  }
  while (servers.length < 4) await new Promise(setImmediate);
  for (const ws of servers) ws.subscribe('t');
  const [a, b, c, d] = servers;
  const expected = [['1'], [], ['1'], []];
  const publish = (text) => {
    wss.publish('t', text);
    expected.forEach((list) => list.push(text));
  };
  a.send('1');
  c.send('1');
  publish('same');
  publish('same');
  b.send('to b');
  expected[1].push('to b');
  publish(middle);
  publish(big);
  publish('after the big one');
  for (let i = 0; i < 200; i++) publish(`${i} ${'x'.repeat(i)}`); // more than is kept together
  b.publish('t', 'not to b');
  for (const i of [0, 2, 3]) expected[i].push('not to b');
  publish('end');
  d.terminate(); // what was published before has left, or not; nothing is written to memory that is gone
  for (const i of [0, 1, 2]) {
    while (got[i].at(-1) !== 'end') await new Promise(setImmediate);
    assert.deepStrictEqual(got[i], expected[i]);
  }
  for (let n = 0; n < 3; n++) { // turn after turn
    wss.publish('t', `turn ${n}`);
    await new Promise((resolve) => clients[0].once('message', resolve));
  }
  while (got[1].at(-1) !== 'turn 2') await new Promise(setImmediate);
  assert.deepStrictEqual(got[1].slice(-3), ['turn 0', 'turn 1', 'turn 2']);
  for (const ws of clients) ws.terminate();
  wss.close();
});
