'use strict';
// The ends that are no ends: signal, close with a code, destroy on either side, a socket that goes.
const assert = require('node:assert');
const http2 = require('node:http2');
const { NGHTTP2_CANCEL, NGHTTP2_INTERNAL_ERROR, NGHTTP2_REFUSED_STREAM } = http2.constants;

function run(onStream, onRequest) {
  return new Promise((resolve) => {
    const server = http2.createServer();
    const seen = {};
    let streamClosed;
    const closed = new Promise((done) => { streamClosed = done; });
    server.on('stream', (stream) => {
      stream.on('error', (error) => { seen.serverError = error.code; });
      stream.on('aborted', () => { seen.aborted = true; });
      stream.on('close', () => {
        seen.serverCode = stream.rstCode;
        streamClosed();
      });
      onStream(stream);
    });
    server.on('sessionError', () => {});
    server.listen(0, () => {
      const client = http2.connect(`http://localhost:${server.address().port}`);
      client.on('error', () => {});
      const request = onRequest(client);
      request.on('error', (error) => { seen.clientError = error.code; });
      request.on('close', () => {
        seen.clientCode = request.rstCode;
        client.close();
        server.close(() => closed.then(() => resolve(seen))); // the server does not wait for streams of lost connections
      });
    });
  });
}

(async () => {
  const controller = new AbortController();
  let seen = await run((stream) => { stream.respond(); controller.abort(); },
                       (client) => client.request({}, { signal: controller.signal }));
  assert.strictEqual(seen.clientError, 'ABORT_ERR');
  assert.strictEqual(seen.serverCode, NGHTTP2_CANCEL);
  assert.strictEqual(seen.aborted, true);

  seen = await run((stream) => stream.close(NGHTTP2_REFUSED_STREAM), (client) => client.request());
  assert.deepStrictEqual([seen.clientError, seen.clientCode], ['ERR_HTTP2_STREAM_ERROR', NGHTTP2_REFUSED_STREAM]);

  seen = await run((stream) => stream.destroy(new Error('x')), (client) => client.request());
  assert.strictEqual(seen.clientCode, NGHTTP2_INTERNAL_ERROR);

  seen = await run((stream) => { stream.respond(); stream.write('x'); stream.session.destroy(); }, (client) => client.request());
  assert.strictEqual(seen.clientCode, NGHTTP2_CANCEL);

  seen = await run((stream) => { stream.respond(); stream.write(Buffer.alloc(1e6)); },
                   (client) => client.request().on('response', () => client.destroy()));
  assert.strictEqual(seen.aborted, true);
})().then(() => process.on('exit', (code) => assert.strictEqual(code, 0)));
