// SPDX-License-Identifier: MIT
// Who asks for it gets frames with or without a mask, of pings and pongs too; the other end refuses what it may not get.
'use strict';
const assert = require('assert');
const WebSocket = require('eddy:ws');

/** What the two ends say to one wrong frame. */
function refusal(send) {
  return new Promise((resolve) => {
    const wss = new WebSocket.Server({ port: 0, host: '127.0.0.1' }, () => {
      const client = new WebSocket(`ws://127.0.0.1:${wss.address().port}`);
      const done = (error) => {
        client.terminate();
        wss.close(() => resolve(error.code));
      };
      client.on('error', done);
      wss.on('connection', (server) => {
        server.on('error', done);
        if (client.readyState === WebSocket.OPEN) send(client, server);
        else client.on('open', () => send(client, server));
      });
    });
  });
}

(async () => {
  for (const method of ['ping', 'pong']) {
    assert.strictEqual(await refusal((client) => client[method]('x', false)), 'WS_ERR_EXPECTED_MASK');
    assert.strictEqual(await refusal((client, server) => server[method]('x', true)), 'WS_ERR_UNEXPECTED_MASK');
  }
  assert.strictEqual(await refusal((client) => client.send('x', { mask: false })), 'WS_ERR_EXPECTED_MASK');
  assert.strictEqual(await refusal((client, server) => server.send('x', { mask: true })), 'WS_ERR_UNEXPECTED_MASK');
})();
