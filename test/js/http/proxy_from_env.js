// SPDX-License-Identifier: MIT
// Proxies named by environment variables: absolute form for http, a tunnel for https, none for what NO_PROXY names.
'use strict';
const assert = require('assert');
const http = require('http');
const https = require('https');
const net = require('net');
const { once } = require('events');
const { key, cert } = require('../tls/fixtures/keys');

const listen = async (server) => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address().port;
};
const get = (mod, url, options) => new Promise((resolve, reject) => {
  mod.get(url, options, (res) => {
    let body = '';
    res.on('data', (chunk) => { body += chunk; }).on('end', () => resolve(`${res.statusCode} ${body}`));
  }).on('error', reject);
});

(async () => {
  const seen = [];
  const proxy = http.createServer((req, res) => {
    seen.push([req.url, req.headers['proxy-authorization'], req.headers.host]);
    res.end('by proxy');
  });
  proxy.on('connect', (req, socket) => {
    seen.push([`CONNECT ${req.url}`]);
    if (req.url.startsWith('refused')) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const up = net.connect(Number(req.url.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(up).pipe(socket);
    });
    for (const side of [socket, up]) side.on('error', () => {});
  });
  const origin = https.createServer({ key, cert }, (req, res) => res.end(`secure ${req.url}`));
  const plain = http.createServer((req, res) => res.end('direct'));
  const proxyPort = await listen(proxy), originPort = await listen(origin), plainPort = await listen(plain);
  const url = `http://user:p%40ss@127.0.0.1:${proxyPort}`;

  let agent = new http.Agent({ keepAlive: true, proxyEnv: { http_proxy: url, no_proxy: 'localhost, *.inside, 127.0.0.1' } });
  assert.strictEqual(await get(http, 'http://example.test:81/a?b', { agent }), '200 by proxy');
  assert.deepStrictEqual(seen.pop(), ['http://example.test:81/a?b', `Basic ${btoa('user:p@ss')}`, 'example.test:81']);
  assert.strictEqual(await get(http, 'http://a.test/x', { agent, headers: ['Host', 'a.test'] }), '200 by proxy');
  assert.strictEqual(seen.pop()[0], 'http://a.test/x');
  assert.strictEqual(await get(http, `http://127.0.0.1:${plainPort}/`, { agent }), '200 direct');
  assert.strictEqual(await get(http, `http://localhost:${plainPort}/`, { agent, family: 4 }), '200 direct');
  agent.destroy();

  agent = new https.Agent({ proxyEnv: { HTTPS_PROXY: url } });
  assert.strictEqual(await get(https, `https://localhost:${originPort}/s`, { agent, ca: cert }), '200 secure /s');
  assert.deepStrictEqual(seen.pop(), [`CONNECT localhost:${originPort}`]);
  await assert.rejects(get(https, 'https://refused.test/', { agent }), { code: 'ERR_PROXY_TUNNEL', statusCode: 403 });

  const restore = http.setGlobalProxyFromEnv({ http_proxy: url });
  assert.strictEqual(await get(http, 'http://global.test/', {}), '200 by proxy');
  restore();
  assert.strictEqual(http.globalAgent.options.proxyEnv, undefined);
  assert.throws(() => new http.Agent({ proxyEnv: { http_proxy: 'http://' } }), { code: 'ERR_PROXY_INVALID_CONFIG' });
  for (const server of [proxy, origin, plain]) {
    server.close();
    server.closeAllConnections();
  }
})();
