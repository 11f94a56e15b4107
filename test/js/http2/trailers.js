'use strict';
// Trailers both ways, informational headers before, and a response that promises trailers and has none.
const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer();
server.on('stream', (stream) => {
  stream.on('trailers', (trailers) => {
    assert.strictEqual(trailers['x-up'], 'a');
    assert.throws(() => stream.sendTrailers({}), { code: 'ERR_HTTP2_TRAILERS_NOT_READY' });
    stream.additionalHeaders({ ':status': 103, 'link': '</a>' });
    stream.respond({ ':status': 200 }, { waitForTrailers: true });
    stream.end('body');
  });
  stream.on('wantTrailers', () => {
    stream.sendTrailers({ 'x-down': 'b' });
    assert.throws(() => stream.sendTrailers({}), { code: 'ERR_HTTP2_TRAILERS_ALREADY_SENT' });
  });
  stream.resume();
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const request = client.request({ ':method': 'POST' }, { waitForTrailers: true });
  const heard = [];
  request.on('wantTrailers', () => request.sendTrailers({ 'x-up': 'a' }));
  request.on('headers', (headers) => heard.push(headers[':status'], headers.link));
  request.on('response', (headers) => heard.push(headers[':status']));
  request.on('trailers', (trailers) => heard.push(trailers['x-down']));
  request.setEncoding('utf8').on('data', (chunk) => heard.push(chunk));
  request.end('upload');
  request.on('close', () => {
    assert.deepStrictEqual(heard, [103, '</a>', 200, 'body', 'b']);
    assert.deepStrictEqual({ ...request.sentTrailers }, { 'x-up': 'a' });
    client.close();
    server.close();
  });
});
