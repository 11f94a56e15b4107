// SPDX-License-Identifier: MIT
// bindSync and connectSync: done when they return, for numeric addresses only.
'use strict';
const assert = require('assert');
const dgram = require('dgram');

const a = dgram.createSocket('udp4'), b = dgram.createSocket('udp4');
let listening = false;
a.on('listening', () => { listening = true; });
const { port } = a.bindSync({ address: '127.0.0.1' });
assert.ok(port > 0 && !listening);
assert.throws(() => a.bindSync(), { code: 'ERR_SOCKET_ALREADY_BOUND' });
assert.throws(() => b.bindSync({ address: 'localhost' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => b.bindSync(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => b.bindSync({ port, address: '127.0.0.1' }), { code: 'EADDRINUSE', syscall: 'bind' });
assert.throws(() => b.connectSync(0), { code: 'ERR_SOCKET_BAD_PORT' });
b.connectSync(port);
assert.strictEqual(b.remoteAddress().port, port);
assert.throws(() => b.connectSync(port), { code: 'ERR_SOCKET_DGRAM_IS_CONNECTED' });
assert.throws(() => dgram.createSocket({ type: 'udp4', recvBufferSize: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
b.send('hello');
a.on('message', (message) => {
  assert.strictEqual(message.toString(), 'hello');
  assert.ok(listening);
  a.close();
  b.close();
});
