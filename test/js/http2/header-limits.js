'use strict';
// Too many fields, or too many bytes of them: the stream is refused, the session goes on.
const assert = require('node:assert');
const http2 = require('node:http2');
const { TYPES, fields, frame, talk } = require('./frames.js');
const { NGHTTP2_ENHANCE_YOUR_CALM } = http2.constants;

async function refused(options, more) {
  const frames = await talk(options, (req, res) => res.end('fine'), (socket) => {
    const ack = frame('SETTINGS', 1, 0); // limits count when they have been acknowledged
    socket.write(Buffer.concat([ack, frame('HEADERS', 5, 1, fields(more)), frame('HEADERS', 5, 3, fields())]));
  }, (f) => f.id === 3 && (f.flags & 1) !== 0);
  const reset = frames.find((f) => f.type === TYPES.RST_STREAM && f.id === 1);
  assert.strictEqual(reset.payload.readUInt32BE(0), NGHTTP2_ENHANCE_YOUR_CALM);
  assert.ok(frames.some((f) => f.type === TYPES.DATA && f.id === 3));
}

(async () => {
  await refused({}, Array.from({ length: 130 }, (_, i) => [`x-${i}`, 'y']));
  await refused({ maxHeaderListPairs: 10 }, Array.from({ length: 7 }, (_, i) => [`x-${i}`, 'y']));
  await refused({ settings: { maxHeaderListSize: 500 } }, [['x-a', 'b'.repeat(120)], ['x-c', 'd'.repeat(120)], ['x-e', 'f'.repeat(120)]]);
})().then(() => process.on('exit', (code) => assert.strictEqual(code, 0)));
