// Fastify over HTTP/2 ({ http2: true }), asked by the real curl and by the library's own client.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const http2 = require('node:http2');
const fastify = require('fastify');
const { curl } = require('../lib.js');

(async () => {
  const app = fastify({ http2: true });
  app.get('/', async (req) => ({ version: req.raw.httpVersion }));
  app.post('/echo', async (req) => req.body);
  app.get('/stream', (req, reply) => { reply.type('text/plain').send(fs.createReadStream(__filename)); });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const h2 = (...args) => curl('--http2-prior-knowledge', ...args);
  assert.strictEqual(await h2(`${url}/`), '{"version":"2.0"}');
  assert.strictEqual(await h2('-H', 'Content-Type: application/json', '-d', '{"q":"ä"}', `${url}/echo`), '{"q":"ä"}');
  assert.strictEqual(await h2(`${url}/stream`), fs.readFileSync(__filename, 'utf8'));
  assert.strictEqual(await h2('-o', '/dev/null', '-w', '%{http_version} %{http_code}', `${url}/nothing`), '2 404');
  const client = http2.connect(url);
  const request = client.request({ ':path': '/' });
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => { body += chunk; });
  await new Promise((resolve) => request.on('close', resolve));
  assert.strictEqual(body, '{"version":"2.0"}');
  await new Promise((resolve) => client.close(resolve));
  await app.close();
})();
