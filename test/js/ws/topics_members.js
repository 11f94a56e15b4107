// SPDX-License-Identifier: MIT
// Sockets that come to topics, leave them and close, in any order: each gets what was published while it listened.
'use strict';
const assert = require('assert');
const WebSocket = require('eddy:ws');

let seed = 7;
const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;

const wss = new WebSocket.Server({ port: 0, host: '127.0.0.1' }, async () => {
  const servers = [], got = [], expected = [], clients = [];
  wss.on('connection', (ws, req) => { servers[Number(req.url.slice(1))] = ws; });
  for (let i = 0; i < 30; i++) {
    const ws = clients[i] = new WebSocket(`ws://127.0.0.1:${wss.address().port}/${i}`);
    got.push([]);
    expected.push([]);
    ws.on('message', (data) => got[i].push(`${data}`));
    await new Promise((resolve) => ws.on('open', resolve));
  }
  const model = new Map(); // topic -> Set of numbers
  for (let step = 0; step < 3000; step++) {
    const topic = `topic ${random(12)}`, i = random(30), listening = model.get(topic) ?? new Set();
    model.set(topic, listening);
    const what = random(10);
    if (what < 4) {
      servers[i].subscribe(topic);
      if (servers[i].readyState === WebSocket.OPEN) listening.add(i);
    } else if (what < 7) {
      servers[i].unsubscribe(topic);
      listening.delete(i);
    } else {
      const except = what === 9 ? i : -1, text = `${step} ${topic}`;
      const to = [...listening].filter((k) => k !== except);
      assert.strictEqual(except < 0 ? wss.publish(topic, text) : servers[i].publish(topic, text), to.length);
      for (const k of to) expected[k].push(text);
    }
    assert.strictEqual(servers[i].isSubscribed(topic), listening.has(i));
    if (step % 500 === 499) {
      const gone = (step + 1) / 500;
      servers[gone].close();
      for (const set of model.values()) set.delete(gone);
      await new Promise((resolve) => servers[gone].once('close', resolve));
      assert.ok(!servers[gone].isSubscribed(topic));
    } else if (step % 10 === 0) {
      await new Promise(setImmediate);
    }
  }
  for (const set of model.values()) set.clear();
  assert.strictEqual(wss.broadcast('end'), servers.filter((ws) => ws.readyState === WebSocket.OPEN).length);
  for (let i = 0; i < 30; i++) {
    if (servers[i].readyState !== WebSocket.OPEN) continue;
    while (got[i].at(-1) !== 'end') await new Promise(setImmediate);
    assert.deepStrictEqual(got[i].slice(0, -1), expected[i]);
  }
  for (const ws of clients) ws.terminate();
  wss.close();
});
