// SPDX-License-Identifier: MIT
// Flags: --experimental-network-inspection --inspect=0
// The domain Network tells of the streams of HTTP/2 clients: request and response with their bodies, an error.
'use strict';

const assert = require('node:assert');
const http2 = require('node:http2');
const inspector = require('node:inspector/promises');
const { once } = require('node:events');

const session = new inspector.Session();
session.connect();
const server = http2.createServer();
server.on('stream', (stream, headers) => {
  stream.on('error', () => {});
  if (headers[':path'] === '/reset') stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
  else stream.respond({ ':status': 201, 'content-type': 'text/plain; charset=utf-8' }), stream.end('answer');
});

server.listen(0, async () => {
  await session.post('Network.enable');
  const url = `http://localhost:${server.address().port}`;
  const client = http2.connect(url);

  const sent = once(session, 'Network.requestWillBeSent'), received = once(session, 'Network.responseReceived');
  const finished = once(session, 'Network.loadingFinished');
  const request = client.request({ ':method': 'POST', ':path': '/a', 'content-type': 'text/plain; charset=utf-8', 'x-a': ['1', '2'] });
  request.end('question');
  request.resume();
  const { 0: { params } } = await sent;
  assert.strictEqual(params.request.url, `${url}/a`);
  assert.strictEqual(params.request.method, 'POST');
  assert.strictEqual(params.request.headers['x-a'], '1, 2');
  assert.strictEqual(params.request.hasPostData, true);
  assert.ok(params.initiator.stack.callFrames.some((frame) => frame.url === __filename));
  const { 0: { params: { requestId, response } } } = await received;
  assert.strictEqual(requestId, params.requestId);
  assert.deepStrictEqual([response.status, response.mimeType, response.charset], [201, 'text/plain', 'utf-8']);
  await finished;
  assert.strictEqual((await session.post('Network.getRequestPostData', { requestId })).postData, 'question');
  assert.strictEqual((await session.post('Network.getResponseBody', { requestId })).body, 'answer');

  const failed = once(session, 'Network.loadingFailed');
  client.request({ ':path': '/reset' }).on('error', () => {}).resume();
  assert.match((await failed)[0].params.errorText, /NGHTTP2_INTERNAL_ERROR/);
  client.close();
  server.close();
  session.disconnect();
  inspector.close();
});
