'use strict';
// A response whose headers are too large to be sent: 'frameError' here, a reset there.
const assert = require('node:assert');
const http2 = require('node:http2');
const { NGHTTP2_FRAME_SIZE_ERROR } = http2.constants;

let told = 0;
const server = http2.createServer((req, res) => {
  res.stream.on('frameError', (type, code) => {
    assert.deepStrictEqual([type, code], [1, NGHTTP2_FRAME_SIZE_ERROR]);
    told++;
  });
  res.setHeader('x-large', 'a'.repeat(65535));
  res.end();
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const request = client.request();
  request.on('error', (error) => assert.strictEqual(error.code, 'ERR_HTTP2_STREAM_ERROR'));
  request.on('close', () => {
    assert.strictEqual(request.rstCode, NGHTTP2_FRAME_SIZE_ERROR);
    assert.strictEqual(told, 1);
    client.close();
    server.close();
  });
});
