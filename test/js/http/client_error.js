// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { serve, exchange } = require('./fixtures/raw');

(async () => {
  const server = await serve({}, () => assert.fail('a request'));
  server.on('clientError', (error, socket) => {
    assert.strictEqual(error.code, 'HPE_INVALID_METHOD');
    assert.strictEqual(error.bytesParsed, 1);
    assert.strictEqual('' + error.rawPacket, 'Oops\r\n');
    socket.end('HTTP/1.1 418 Teapot\r\n\r\n');
  });
  assert.strictEqual(await exchange(server, 'Oops\r\n'), 'HTTP/1.1 418 Teapot\r\n\r\n');
  server.close();
})();
