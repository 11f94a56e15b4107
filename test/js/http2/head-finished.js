// SPDX-License-Identifier: MIT
// A server's stream of a HEAD request has finished writing when 'stream' tells of it.
'use strict';

const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer();
server.on('stream', (stream) => {
  assert.strictEqual(stream.headRequest, true);
  assert.strictEqual(stream.writableFinished, true);
  stream.on('finish', () => assert.fail('it had finished'));
  stream.respond({ ':status': 200 });
});
server.listen(0, '127.0.0.1', () => {
  const client = http2.connect(`http://127.0.0.1:${server.address().port}`);
  const request = client.request({ ':method': 'HEAD' });
  request.resume();
  request.on('close', () => {
    client.close(() => server.close());
    process.nextTick(() => assert.strictEqual(client.ping(() => {}), undefined));
  });
});
