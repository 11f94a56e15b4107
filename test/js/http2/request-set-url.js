'use strict';
// A request's url takes any value, as middleware that hides it expects; its headers have no setter.
const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer((request, response) => {
  assert.strictEqual(request.url, '/first');
  for (const value of [undefined, null, '', '/second']) {
    request.url = value;
    assert.strictEqual(request.url, value);
  }
  const headers = request.headers;
  assert.throws(() => { request.headers = {}; }, TypeError);
  assert.strictEqual(request.headers, headers);
  response.end();
});
server.on('request', () => server.close());
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const request = client.request({ ':path': '/first' });
  request.on('response', (headers) => assert.strictEqual(headers[':status'], 200));
  request.resume();
  request.on('close', () => client.close());
});
