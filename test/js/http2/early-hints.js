'use strict';
// Informational answers of the compatibility API, and what may not be one.
const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer((req, res) => {
  assert.throws(() => res.writeEarlyHints(5), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => res.writeEarlyHints({ link: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => { res.statusCode = 100; }, { code: 'ERR_HTTP2_INFO_STATUS_NOT_ALLOWED' });
  assert.strictEqual(res.writeEarlyHints({ link: ['</a>; rel=preload', '</b>'], 'x-hint': '1' }), true);
  assert.strictEqual(res.writeContinue(), true);
  res.writeHead(200, { 'X-A': '1' });
  assert.strictEqual(res.writeEarlyHints({ link: '</a>' }), false);
  assert.throws(() => res.setHeader('a', 'b'), { code: 'ERR_HTTP2_HEADERS_SENT' });
  assert.deepStrictEqual(res.getHeaderNames(), ['x-a', ':status']);
  res.end();
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const request = client.request();
  const heard = [];
  request.on('headers', (headers) => heard.push(headers[':status'], headers.link ?? ''));
  request.on('continue', () => heard.push('continue'));
  request.on('response', (headers) => heard.push(headers[':status'], headers['x-a']));
  request.resume();
  request.on('close', () => {
    assert.deepStrictEqual(heard, [103, '</a>; rel=preload, </b>', 'continue', 100, '', 200, '1']);
    client.close();
    server.close();
  });
});
