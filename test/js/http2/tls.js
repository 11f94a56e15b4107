'use strict';
// A secure server: h2 by ALPN, HTTP/1.1 for those who ask for it (allowHTTP1), and a word for the others.
const assert = require('node:assert');
const http2 = require('node:http2');
const https = require('node:https');
const tls = require('node:tls');
const { key, cert } = require('../tls/fixtures/keys');

const server = http2.createSecureServer({ key, cert, allowHTTP1: true }, (req, res) => {
  res.setHeader('x-version', req.httpVersion);
  res.end(`${req.socket.alpnProtocol} ${req.method}`);
});
const listen = (what) => new Promise((resolve) => what.listen(0, () => resolve(what.address().port)));

(async () => {
  const port = await listen(server);
  const client = http2.connect(`https://localhost:${port}`, { ca: cert, rejectUnauthorized: false });
  const request = client.request();
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => { body += chunk; });
  await new Promise((resolve) => request.on('close', resolve));
  assert.strictEqual(body, 'h2 GET');
  assert.strictEqual(client.alpnProtocol, 'h2');
  assert.strictEqual(client.encrypted, true);
  assert.ok(client.originSet[0].startsWith('https://'));
  assert.throws(() => client.socket.write('x'), { code: 'ERR_HTTP2_NO_SOCKET_MANIPULATION' });
  assert.strictEqual(client.socket.getProtocol(), 'TLSv1.3');
  client.close();

  const old = await new Promise((resolve) => {
    https.get({ port, rejectUnauthorized: false, agent: new https.Agent() }, (res) => {
      let text = '';
      res.on('data', (chunk) => { text += chunk; }).on('end', () => resolve([res.headers['x-version'], text]));
    });
  });
  assert.deepStrictEqual(old, ['1.1', 'false GET'] /* https asks for no protocol */);
  await new Promise((resolve) => server.close(resolve));

  const strict = http2.createSecureServer({ key, cert });
  const strictPort = await listen(strict);
  const text = await new Promise((resolve) => {
    const socket = tls.connect({ port: strictPort, rejectUnauthorized: false }); // no ALPN at all
    let all = '';
    socket.on('data', (chunk) => { all += chunk; }).on('end', () => resolve(all));
  });
  assert.match(text, /^HTTP\/1\.0 403 Forbidden[^]*Missing ALPN Protocol, expected `h2`/);
  strict.close();
})().then(() => process.on('exit', (code) => assert.strictEqual(code, 0)));
