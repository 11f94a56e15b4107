// SPDX-License-Identifier: MIT
// fetch() over TLS: what is sent, that connections and sessions are used again, who is not trusted, and a cut in the middle.
'use strict';
const assert = require('node:assert');
const https = require('node:https');
const tls = require('node:tls');
const { key, cert } = require('../tls/fixtures/keys');

let connections = 0, resumed = 0, headers;
const server = https.createServer({ key, cert, maxVersion: 'TLSv1.2' }, (req, res) => {
  headers = req.rawHeaders;
  if (req.url === '/bye') res.setHeader('connection', 'close');
  if (req.url === '/cut') {
    res.writeHead(200, { 'content-length': 10 });
    res.write('half', () => req.socket.destroy());
    return;
  }
  if (req.method === 'POST') req.pipe(res);
  else res.end('secret');
});
server.on('secureConnection', (socket) => {
  connections++;
  if (socket.isSessionReused()) resumed++;
});
server.listen(0, async () => {
  const base = `https://localhost:${server.address().port}`;
  await assert.rejects(fetch(base), (e) => e.message === 'fetch failed' && e.cause.code === 'DEPTH_ZERO_SELF_SIGNED_CERT');
  tls.setDefaultCACertificates([cert]);
  connections = 0;
  const first = await fetch(`${base}/a`);
  assert.strictEqual(first.url, `${base}/a`);
  assert.strictEqual(await first.text(), 'secret');
  assert.deepStrictEqual(headers, [
    'host', base.slice(8), 'connection', 'keep-alive', 'accept', '*/*', 'accept-language', '*', 'sec-fetch-mode', 'cors',
    'user-agent', 'node', 'accept-encoding', 'br, gzip, deflate']);
  const big = 'ü'.repeat(300_000);
  assert.strictEqual(await (await fetch(base, { method: 'POST', body: big })).text(), big);
  assert.strictEqual(connections, 1);
  assert.strictEqual(await (await fetch(`${base}/bye`)).text(), 'secret');
  assert.strictEqual(await (await fetch(base)).text(), 'secret');
  assert.deepStrictEqual([connections, resumed], [2, 1]);
  await assert.rejects((await fetch(`${base}/cut`)).text(), (e) => e.message === 'terminated');
  await assert.rejects(fetch(`https://127.0.0.1:${server.address().port}`),
                       (e) => e.cause.code === 'ERR_TLS_CERT_ALTNAME_INVALID');
  const abort = new AbortController();
  const aborted = fetch(base, { signal: abort.signal });
  abort.abort();
  await assert.rejects(aborted, { name: 'AbortError' });
  server.close();
  server.unref();
});
