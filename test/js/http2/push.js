'use strict';
// pushStream: what the client hears of a promise and of its response; enablePush: false forbids it.
const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer();
server.on('stream', (stream, headers) => {
  if (headers[':path'] === '/none') {
    assert.strictEqual(stream.pushAllowed, false);
    assert.throws(() => stream.pushStream({}, () => {}), { code: 'ERR_HTTP2_PUSH_DISABLED' });
    stream.respond();
    stream.end();
    return;
  }
  stream.respond();
  stream.pushStream({ ':path': '/style.css' }, (error, push, pushHeaders) => {
    assert.ifError(error);
    assert.strictEqual(pushHeaders[':method'], 'GET');
    assert.throws(() => push.pushStream({}, () => {}), { code: 'ERR_HTTP2_NESTED_PUSH' });
    push.respond({ ':status': 200, 'x-pushed': 'yes' });
    push.end('body {}');
    stream.end('page');
  });
});
server.listen(0, async () => {
  const url = `http://localhost:${server.address().port}`;
  const heard = [];
  const client = http2.connect(url);
  client.on('stream', (push, headers) => {
    assert.strictEqual(headers[':path'], '/style.css');
    assert.strictEqual(push.id % 2, 0);
    push.on('push', (pushHeaders) => heard.push(pushHeaders['x-pushed']));
    push.setEncoding('utf8').on('data', (chunk) => heard.push(chunk));
  });
  const request = client.request();
  request.resume();
  await new Promise((resolve) => request.on('close', resolve));
  await new Promise((resolve) => client.close(resolve));
  assert.deepStrictEqual(heard, ['yes', 'body {}']);

  const other = http2.connect(url, { settings: { enablePush: false } });
  const second = other.request({ ':path': '/none' });
  second.resume();
  await new Promise((resolve) => second.on('close', resolve));
  other.close();
  server.close();
});
