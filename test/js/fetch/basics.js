// SPDX-License-Identifier: MIT
'use strict';
// fetch against http.createServer: bodies both ways, redirects, forms, aborts, refused connections.
const assert = require('assert');
const http = require('http');

const server = http.createServer((req, res) => {
  if (req.url === '/redirect') return res.writeHead(302, { location: '/target' }).end();
  let body = '';
  req.setEncoding('utf8').on('data', (chunk) => { body += chunk; }).on('end', () => {
    res.setHeader('x-agent', req.headers['user-agent']);
    res.end(`${req.method} ${req.url} ${body}`);
  });
}).listen(0, async () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  const response = await fetch(`${url}/a`, { method: 'POST', body: 'text' });
  assert.strictEqual(response.headers.get('x-agent'), 'node');
  assert.strictEqual(await response.text(), 'POST /a text');
  const moved = await fetch(`${url}/redirect`);
  assert.ok(moved.redirected);
  assert.strictEqual(await moved.text(), 'GET /target ');
  const body = new ReadableStream({ start(c) { c.enqueue(Buffer.from('streamed')); c.close(); } });
  assert.strictEqual(await (await fetch(url, { method: 'PUT', body, duplex: 'half' })).text(), 'PUT / streamed');
  const form = new FormData();
  form.append('file', new File(['content'], 'name.txt'));
  assert.match(await (await fetch(url, { method: 'POST', body: form })).text(), /filename="name.txt"[^]*content/);
  await assert.rejects(fetch(url, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  assert.strictEqual(await (await fetch('data:,hi')).text(), 'hi');
  assert.strictEqual(globalThis.__UNDICI_IS_NODE__, undefined);
  const unused = http.createServer().listen(0, async () => {
    const { port } = unused.address();
    await new Promise((resolve) => unused.close(resolve));
    await assert.rejects(fetch(`http://127.0.0.1:${port}`),
      (error) => error instanceof TypeError && error.cause.code === 'ECONNREFUSED');
    server.close();
    server.closeAllConnections();
  });
});
