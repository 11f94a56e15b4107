// SPDX-License-Identifier: MIT
// TLS inside TLS (a CONNECT proxy over https): the lower socket's own listeners see nothing of the upper's bytes.
'use strict';
const assert = require('node:assert');
const tls = require('node:tls');
const { key, cert } = require('./fixtures/keys');

const inner = tls.createServer({ key, cert }, (socket) => socket.pipe(socket));
const outer = tls.createServer({ key, cert }, (socket) => {
  socket.on('data', (chunk) => {
    assert.strictEqual(chunk.toString(), 'CONNECT');
    inner.emit('connection', socket);
    socket.write('OK');
  });
}).listen(0, () => {
  const down = tls.connect({ port: outer.address().port, ca: cert, host: 'localhost' }, () => down.write('CONNECT'));
  down.once('data', () => {
    const up = tls.connect({ socket: down, ca: cert, host: 'localhost' }, () => up.write('x'.repeat(50000)));
    let got = 0;
    up.on('data', (chunk) => {
      got += chunk.length;
      if (got === 50000) up.destroy();
    });
    up.on('close', () => {
      assert.ok(down.destroyed);
      outer.close();
    });
  });
});
