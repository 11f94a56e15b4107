// SPDX-License-Identifier: MIT
// subscribe and publish: who gets what, and one encoding for all, compressed or not.
'use strict';
const assert = require('assert');
const { once } = require('events');
const WebSocket = require('eddy:ws');

(async () => {
  const wss = new WebSocket.Server({
    port: 0, perMessageDeflate: { serverNoContextTakeover: true, threshold: 10 },
  });
  await once(wss, 'listening');
  const peers = [], servers = [];
  wss.on('connection', (ws) => servers.push(ws));
  for (let i = 0; i < 4; i++) {
    const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`, { perMessageDeflate: i < 2 });
    ws.got = [];
    ws.on('message', (data, isBinary) => ws.got.push(isBinary ? [...data] : data.toString()));
    await once(ws, 'open');
    peers.push(ws);
  }
  const long = 'long enough to be compressed '.repeat(10);
  for (const ws of servers) ws.subscribe('all');
  servers[0].subscribe('some');
  servers[3].subscribe('some');
  assert.ok(servers[0].isSubscribed('some') && !servers[1].isSubscribed('some'));
  assert.throws(() => servers[0].subscribe(1), { code: 'ERR_INVALID_ARG_TYPE' });

  assert.strictEqual(wss.publish('all', 'a'), 4);
  assert.strictEqual(wss.publish('all', long), 4);
  assert.strictEqual(wss.publish('nobody', 'x'), 0);
  assert.strictEqual(servers[0].publish('some', Buffer.from([1, 2])), 1); // not to itself
  servers[3].unsubscribe('some');
  assert.strictEqual(WebSocket.publish('some', 'b'), 1);
  assert.strictEqual(wss.broadcast('end'), 4);
  for (const ws of peers) while (ws.got.at(-1) !== 'end') await once(ws, 'message');
  assert.deepStrictEqual(peers.map((ws) => ws.got), [
    ['a', long, 'b', 'end'], ['a', long, 'end'], ['a', long, 'end'], ['a', long, [1, 2], 'end'],
  ]);
  servers[1].terminate();
  await once(peers[1], 'close');
  assert.strictEqual(wss.publish('all', 'a'), 3);
  for (const ws of peers) ws.close();
  wss.close();
})();
