// SPDX-License-Identifier: MIT
// Joining a group on a socket that is not bound binds it to any port, without a second bind that fails.
'use strict';
const assert = require('assert');
const dgram = require('dgram');

const socket = dgram.createSocket({ type: 'udp4', reuseAddr: true });
socket.on('error', assert.fail);
try {
  socket.addMembership('224.0.0.114', '127.0.0.1');
} catch (error) {
  assert.strictEqual(error.code, 'ENODEV'); // no multicast on this machine
}
assert.notStrictEqual(socket.address().port, 0);
setImmediate(() => setImmediate(() => socket.close()));
