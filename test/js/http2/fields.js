'use strict';
// Header fields: order, duplicates, sensitive ones, and all that may not be sent.
const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer();
server.on('stream', (stream, headers, flags, raw) => {
  assert.strictEqual(headers.cookie, 'a=1; b=2');
  assert.strictEqual(headers['x-list'], '1, 2');
  assert.ok(headers[http2.sensitiveHeaders].includes('authorization')); // and what nghttp2 thinks is too short to hide
  assert.ok(raw.indexOf(':method') < raw.indexOf('x-list'));
  for (const [bad, code] of [
    [{ 'connection': 'close' }, 'ERR_HTTP2_INVALID_CONNECTION_HEADERS'], [{ 'te': 'gzip' }, 'ERR_HTTP2_INVALID_CONNECTION_HEADERS'],
    [{ ':path': '/' }, 'ERR_HTTP2_INVALID_PSEUDOHEADER'], [{ 'a b': '1' }, 'ERR_INVALID_HTTP_TOKEN'],
    [{ 'x': 'a\0b\0' }, 'ERR_INVALID_CHAR'], [{ 'x': '\u0100' }, 'ERR_INVALID_CHAR'],
    [{ 'content-type': ['a', 'b'] }, 'ERR_HTTP2_HEADER_SINGLE_VALUE'], [{ 'Etag': '1', 'etag': '2' }, 'ERR_HTTP2_HEADER_SINGLE_VALUE'],
    [{ [http2.sensitiveHeaders]: 5 }, 'ERR_INVALID_ARG_VALUE'],
  ]) {
    assert.throws(() => stream.additionalHeaders({ ':status': 103, ...bad }), { code });
  }
  stream.respond({ 'set-cookie': ['a', 'b'], 'X-Upper': 'Ä', 'x-skip': undefined });
  stream.end();
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const request = client.request({
    'cookie': ['a=1', 'b=2'], 'x-list': [1, 2], 'authorization': 'secret', [http2.sensitiveHeaders]: ['authorization'],
  });
  request.on('response', (headers) => {
    assert.deepStrictEqual(headers['set-cookie'], ['a', 'b']);
    assert.strictEqual(headers['x-upper'], 'Ä');
    assert.ok(!('x-skip' in headers));
    client.close();
    server.close();
  });
  request.resume();
});
