// SPDX-License-Identifier: MIT
// Options whose value is none (null, 0, '') are as without, where Node looks no closer.
'use strict';
const assert = require('node:assert');
const http2 = require('node:http2');

http2.createServer({ Http2ServerRequest: null, Http2ServerResponse: 0, Http1IncomingMessage: null, streamResetRate: null });
assert.throws(() => http2.createServer({ unknownProtocolTimeout: null }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => http2.createServer({ maxSessionRejectedStreams: null }), { code: 'ERR_INVALID_ARG_TYPE' });

const server = http2.createServer((req, res) => res.end('ok'));
server.listen(0, () => {
  const options = { maxSessionRejectedStreams: null, maxSessionInvalidFrames: 'x' };
  const client = http2.connect(`http://localhost:${server.address().port}`, options, null);
  client.settings({ enablePush: false }, null);
  const req = client.request({ ':path': '/', [http2.sensitiveHeaders]: null }, { signal: null });
  req.setEncoding('utf8').on('data', (text) => assert.strictEqual(text, 'ok'));
  req.on('end', () => {
    client.close();
    server.close();
  });
});
