'use strict';
// CONNECT, plain and extended (RFC 8441): what it needs, what it must not have, and a tunnel that works.
const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer({ settings: { enableConnectProtocol: true } });
server.on('stream', (stream, headers) => {
  assert.strictEqual(headers[':method'], 'CONNECT');
  if (headers[':protocol'] === 'websocket') assert.strictEqual(headers[':path'], '/chat');
  else assert.strictEqual(headers[':path'], undefined);
  stream.respond({ ':status': 200 });
  stream.on('data', (chunk) => stream.write(chunk.toString().toUpperCase()));
  stream.on('end', () => stream.end());
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  assert.throws(() => client.request({ ':method': 'CONNECT' }), { code: 'ERR_HTTP2_CONNECT_AUTHORITY' });
  assert.throws(() => client.request({ ':method': 'CONNECT', ':authority': 'a:1', ':path': '/' }), { code: 'ERR_HTTP2_CONNECT_PATH' });
  assert.throws(() => client.request({ ':method': 'CONNECT', ':authority': 'a:1', ':scheme': 'x' }), { code: 'ERR_HTTP2_CONNECT_SCHEME' });
  client.once('remoteSettings', async (settings) => {
    assert.strictEqual(settings.enableConnectProtocol, true);
    const tunnel = (headers) => new Promise((resolve) => {
      const stream = client.request({ ':method': 'CONNECT', ...headers });
      stream.setEncoding('utf8').once('data', (text) => {
        assert.strictEqual(text, 'PING');
        stream.end();
      });
      stream.on('close', resolve);
      stream.write('ping');
    });
    await tunnel({ ':authority': 'a:1' });
    await tunnel({ ':protocol': 'websocket', ':path': '/chat' });
    client.close();
    server.close();
  });
});
