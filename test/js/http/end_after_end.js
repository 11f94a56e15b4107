// SPDX-License-Identifier: MIT
// Who ends a message again with more is told by the callback, then by 'error'; the message is not errored by it. When it is
// destroyed nobody is told. The first chunk may be longer than its strict Content-Length: end() throws.
'use strict';

const assert = require('node:assert');
const http = require('node:http');

const order = [];
const server = http.createServer((req, res) => {
  res.strictContentLength = true;
  res.setHeader('Content-Length', 2);
  assert.strictEqual(res.write('abc'), true);
  assert.throws(() => res.end(), { code: 'ERR_HTTP_CONTENT_LENGTH_MISMATCH' });
  req.socket.end();
});
server.listen(0, '127.0.0.1', () => {
  const request = http.request({ host: '127.0.0.1', port: server.address().port, method: 'POST' });
  request.on('error', (err) => {
    if (err.code !== 'ERR_STREAM_WRITE_AFTER_END') return;
    order.push('error');
    assert.strictEqual(request.errored, null);
  });
  request.end('x');
  request.end('y', (err) => order.push(err.code));
  request.on('close', () => {
    request.end('z', () => assert.fail('nobody is told'));
    setImmediate(() => server.close());
  });
});
process.on('exit', () => assert.deepStrictEqual(order, ['ERR_STREAM_WRITE_AFTER_END', 'error']));
