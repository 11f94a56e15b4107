'use strict';
// Rapid reset: a client that opens streams and resets them at once is shown the door.
const assert = require('node:assert');
const { constants: { NGHTTP2_CANCEL } } = require('node:http2');
const { fields, frame, goaway, talk } = require('./frames.js');

(async () => {
  let requests = 0;
  const code = Buffer.alloc(4);
  code.writeUInt32BE(NGHTTP2_CANCEL);
  const frames = await talk({}, (req, res) => { requests++; res.end('x'); }, (socket) => {
    const all = [];
    for (let id = 1; id < 40001; id += 2) all.push(frame('HEADERS', 4, id, fields()), frame('RST_STREAM', 0, id, code));
    socket.write(Buffer.concat(all));
  });
  assert.ok(goaway(frames) > 0);
  assert.ok(requests < 10000, `${requests} requests`);
})().then(() => process.on('exit', (code) => assert.strictEqual(code, 0)));
