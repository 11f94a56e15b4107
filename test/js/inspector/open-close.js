// SPDX-License-Identifier: MIT
// inspector.open() and close(), again and again, with a front-end attached; a port that is taken.
'use strict';
const assert = require('assert');
const inspector = require('inspector');
const net = require('net');
const { once } = require('events');
const WebSocket = require('eddy:ws');

(async () => {
  assert.strictEqual(inspector.url(), undefined);
  assert.throws(() => inspector.open(65536), { code: 'ERR_OUT_OF_RANGE' });
  for (let i = 0; i < 3; i++) {
    const handle = inspector.open(0);
    assert.throws(() => inspector.open(0), { code: 'ERR_INSPECTOR_ALREADY_ACTIVATED' });
    const ws = new WebSocket(inspector.url());
    await once(ws, 'open');
    ws.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'process.pid' } }));
    const [data] = await once(ws, 'message');
    assert.strictEqual(JSON.parse(data).result.result.value, process.pid);
    if (i === 1) handle[Symbol.dispose]();
    else inspector.close();
    await once(ws, 'close');
    assert.strictEqual(inspector.url(), undefined);
  }
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  inspector.open(server.address().port); // says why on stderr
  assert.strictEqual(inspector.url(), undefined);
  server.close();
})();
