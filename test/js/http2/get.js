'use strict';
// A request and its response, in both APIs of the server.
const assert = require('node:assert');
const http2 = require('node:http2');

async function get(server) {
  await new Promise((resolve) => server.listen(0, resolve));
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const request = client.request({ ':path': '/x?y', 'x-a': ['1', '2'] });
  const [headers] = await once(request, 'response');
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => { body += chunk; });
  await once(request, 'close');
  client.close();
  server.close();
  await once(server, 'close');
  return { headers, body };
}
const once = (emitter, name) => new Promise((resolve) => emitter.once(name, (...args) => resolve(args)));

(async () => {
  const streams = http2.createServer();
  streams.on('stream', (stream, headers, flags, raw) => {
    assert.strictEqual(headers[':path'], '/x?y');
    assert.strictEqual(headers['x-a'], '1, 2');
    assert.strictEqual(flags, 5);
    assert.ok(raw.includes('x-a'));
    stream.respond({ ':status': 201, 'x-b': 'c' });
    stream.end('hello');
  });
  let { headers, body } = await get(streams);
  assert.strictEqual(headers[':status'], 201);
  assert.strictEqual(headers['x-b'], 'c');
  assert.match(headers.date, /GMT$/);
  assert.strictEqual(body, 'hello');

  const compat = http2.createServer((req, res) => {
    assert.strictEqual(req.method, 'GET');
    assert.strictEqual(req.url, '/x?y');
    assert.strictEqual(req.headers['x-a'], '1, 2');
    assert.strictEqual(req.httpVersion, '2.0');
    res.setHeader('x-b', ['1', '2']);
    res.end('wörld');
  });
  ({ headers, body } = await get(compat));
  assert.strictEqual(headers[':status'], 200);
  assert.strictEqual(headers['x-b'], '1, 2');
  assert.strictEqual(body, 'wörld');
})().then(() => process.on('exit', (code) => assert.strictEqual(code, 0)));
