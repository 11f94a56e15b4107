// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const http = require('http');

const server = http.createServer(() => assert.fail('a request'));
server.on('upgrade', (req, socket, head) => {
  assert.strictEqual(req.headers.upgrade, 'echo');
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n' + head);
  socket.pipe(socket);
});
server.listen(0, () => {
  const req = http.request({ port: server.address().port, headers: { Connection: 'upgrade', Upgrade: 'echo' } });
  req.on('upgrade', (res, socket) => {
    assert.strictEqual(res.statusCode, 101);
    socket.end('raw');
    let text = '';
    socket.on('data', (chunk) => { text += chunk; }).on('end', () => {
      assert.strictEqual(text, 'raw');
      server.close();
    });
  });
  req.end();
});
