// SPDX-License-Identifier: MIT
// bind() takes what is no port: a larger number loses its upper bits, other things are 0. Closed sockets say so first.
'use strict';
const assert = require('assert');
const dgram = require('dgram');

let open = 0;
for (const port of ['x', '', NaN, null, {}, 65536, 131072, '0']) {
  open++;
  dgram.createSocket('udp4').bind(port, '127.0.0.1', function() {
    assert.ok(this.address().port > 0);
    const taken = this.address().port;
    // the same one again, with bits above the sixteenth
    dgram.createSocket('udp4').on('error', (error) => {
      assert.strictEqual(error.code, 'EADDRINUSE');
      open--;
      this.close();
    }).bind(taken + 65536, '127.0.0.1', assert.fail);
  });
}
process.on('exit', () => assert.strictEqual(open, 0));

const closed = dgram.createSocket('udp4');
closed.close();
for (const name of ['addMembership', 'dropMembership', 'addSourceSpecificMembership', 'dropSourceSpecificMembership']) {
  assert.throws(() => closed[name](), { code: 'ERR_SOCKET_DGRAM_NOT_RUNNING' });
}
