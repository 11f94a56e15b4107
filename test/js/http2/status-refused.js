// SPDX-License-Identifier: MIT
// respond() refuses a status that ends no request, and can be called again; what is no number is 200.
'use strict';
const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer();
server.on('stream', (stream, { ':path': path }) => {
  if (path === '/no-number') return stream.respond({ ':status': 'x' }, { endStream: true });
  for (const status of [-1, 99, 100, 101, 103, 199, 600, 1000, '99']) {
    assert.throws(() => stream.respond({ ':status': status }), {
      name: 'RangeError', code: 'ERR_HTTP2_STATUS_INVALID', message: `Invalid status code: ${status}`,
    });
    assert.strictEqual(stream.headersSent, false);
  }
  stream.respond({ ':status': 599 }, { endStream: true });
});
server.listen(0, async () => {
  const session = http2.connect(`http://localhost:${server.address().port}`);
  const statusOf = (path) => new Promise((resolve, reject) => {
    session.request({ ':path': path }).on('response', (headers) => resolve(headers[':status'])).on('error', reject).resume();
  });
  assert.strictEqual(await statusOf('/'), 599);
  assert.strictEqual(await statusOf('/no-number'), 200);
  session.close();
  server.close();
});
