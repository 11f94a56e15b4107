// SPDX-License-Identifier: MIT
// The `errored` of a request that failed stays null, as its `error` event is all there is; a response until the end of the
// connection is complete when that is lost, and so is one that changes the protocol.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');
const { once } = require('node:events');

async function ask(answer, event) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => answer(socket));
  });
  server.listen(0);
  await once(server, 'listening');
  const headers = { Connection: 'Upgrade', Upgrade: 'x' };
  const req = http.get({ port: server.address().port, agent: false, headers });
  const result = await once(req, event);
  server.close();
  return { req, result };
}

(async () => {
  const lost = await ask((socket) => socket.destroy(), 'error');
  assert.strictEqual(lost.result[0].code, 'ECONNRESET');
  assert.strictEqual(lost.req.errored, null);
  const bad = await ask((socket) => socket.end('\0\0\0\0\0\r\n\r\n'), 'error');
  assert.strictEqual(bad.result[0].code, 'HPE_INVALID_CONSTANT');
  assert.strictEqual(bad.req.errored, null);

  const open = await ask((socket) => socket.write('HTTP/1.1 200 OK\r\n\r\nabc'), 'response');
  const [res] = open.result;
  res.resume().on('error', () => {});
  open.req.destroy();
  await new Promise((resolve) => res.on('close', resolve));
  assert.strictEqual(res.complete, true);
  assert.strictEqual(res.aborted, true);

  const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n';
  const other = await ask((socket) => socket.write(upgrade), 'upgrade');
  assert.strictEqual(other.result[0].complete, true);
  other.result[1].destroy();
})();
