'use strict';
// RFC 9113 §5.1: what comes for a stream that the client has ended or reset, or for a number that goes back, is a
// connection error.
const assert = require('node:assert');
const http2 = require('node:http2');
const { assertGoaway, fields, frame, talk } = require('./frames.js');
const { NGHTTP2_CANCEL, NGHTTP2_PROTOCOL_ERROR, NGHTTP2_STREAM_CLOSED } = http2.constants;

const answered = (id) => (f) => f.id === id && (f.flags & 1) !== 0;
const code = Buffer.from([0, 0, 0, NGHTTP2_CANCEL]);

/** Sends `first`, waits for the answer to stream `id`, sends `second`. */
function after(first, id, second) {
  return talk({}, (req, res) => res.end('x'), (socket) => {
    socket.write(first);
    let bytes = Buffer.alloc(0);
    socket.on('data', function wait(chunk) {
      bytes = Buffer.concat([bytes, chunk]);
      if (!bytes.includes('x')) return;
      socket.removeListener('data', wait);
      socket.write(second);
    });
  });
}

(async () => {
  const get = (id) => frame('HEADERS', 5, id, fields());
  assertGoaway(await after(get(1), 1, frame('DATA', 1, 1, Buffer.from('y'))), NGHTTP2_STREAM_CLOSED);
  assertGoaway(await after(get(1), 1, get(1)), NGHTTP2_STREAM_CLOSED);
  assertGoaway(await after(get(5), 5, get(3)), NGHTTP2_PROTOCOL_ERROR);
  const reset = Buffer.concat([frame('HEADERS', 4, 1, fields()), frame('RST_STREAM', 0, 1, code)]);
  assertGoaway(await talk({}, (req) => req.on('error', () => {}), (socket) => {
    socket.write(reset);
    socket.write(frame('DATA', 1, 1, Buffer.from('y')));
  }), NGHTTP2_STREAM_CLOSED);
  // A reset that comes in one piece with what it forbids, after the request.
  let client;
  assertGoaway(await talk({}, (req) => {
    req.resume().on('error', () => {});
    client.write(Buffer.concat([frame('RST_STREAM', 0, 1, code), frame('DATA', 1, 1, Buffer.from('y'))]));
  }, (socket) => {
    client = socket;
    socket.write(frame('HEADERS', 4, 1, fields()));
  }), NGHTTP2_STREAM_CLOSED);
  // A header that arrives byte by byte is the same frame.
  assertGoaway(await talk({}, (req) => req.on('error', () => {}), (socket) => {
    socket.setNoDelay();
    for (const byte of Buffer.concat([reset, frame('HEADERS', 5, 1, fields())])) socket.write(Buffer.from([byte]));
  }), NGHTTP2_STREAM_CLOSED);
  const frames = await talk({}, (req, res) => res.end('x'), (socket) => socket.write(get(7)), answered(7));
  assert.ok(frames.length > 0);
})().then(() => process.on('exit', (exit) => assert.strictEqual(exit, 0)));
