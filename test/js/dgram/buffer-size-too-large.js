// SPDX-License-Identifier: MIT
// Sizes that are no int are an error of the system, not a made-up one.
'use strict';
const assert = require('assert');
const dgram = require('dgram');

const socket = dgram.createSocket('udp4');
socket.bind(0, () => {
  for (const name of ['setRecvBufferSize', 'setSendBufferSize']) {
    for (const size of [2 ** 31, 2 ** 32 - 1]) {
      assert.throws(() => socket[name](size), { code: 'ERR_SOCKET_BUFFER_SIZE', message: /returned EINVAL/ });
    }
    assert.throws(() => socket[name](2 ** 32), { code: 'ERR_SOCKET_BAD_BUFFER_SIZE' });
  }
  socket.close();
});
