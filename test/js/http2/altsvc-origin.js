'use strict';
// ALTSVC and ORIGIN: what a client hears, what a server may not send.
const assert = require('node:assert');
const http2 = require('node:http2');
const { key, cert } = require('../tls/fixtures/keys');

const server = http2.createSecureServer({ key, cert, origins: ['https://first.example/path'] });
server.on('session', (session) => {
  session.altsvc('h2=":8000"', 'https://example.org:8443/x');
  session.origin('https://a.example/', new URL('https://b.example'));
  assert.throws(() => session.altsvc('h2', 0), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => session.altsvc('h2\u0100', 1), { code: 'ERR_INVALID_CHAR' });
  assert.throws(() => session.altsvc('h2', 'file:///x'), { code: 'ERR_HTTP2_ALTSVC_INVALID_ORIGIN' });
  assert.throws(() => session.altsvc('x'.repeat(16383), 1), { code: 'ERR_HTTP2_ALTSVC_LENGTH' });
  assert.throws(() => session.origin('file:///x'), { code: 'ERR_HTTP2_INVALID_ORIGIN' });
});
server.on('stream', (stream) => {
  stream.session.altsvc('h2=":9000"', stream.id);
  stream.respond();
  stream.end();
});
server.listen(0, () => {
  const { port } = server.address();
  const client = http2.connect(`https://localhost:${port}`, { rejectUnauthorized: false });
  const heard = [], origins = [];
  client.on('altsvc', (value, origin, id) => heard.push(value, origin, id));
  client.on('origin', (list) => origins.push(...list));
  const request = client.request();
  request.resume();
  request.on('close', () => {
    assert.deepStrictEqual(heard, ['h2=":8000"', 'https://example.org:8443', 0, 'h2=":9000"', '', 1]);
    assert.deepStrictEqual(origins, ['https://first.example', 'https://a.example', 'https://b.example']);
    assert.deepStrictEqual(client.originSet, [`https://localhost:${port}`, ...origins]);
    client.close();
    server.close();
  });
});
