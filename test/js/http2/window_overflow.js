// SPDX-License-Identifier: MIT
// WINDOW_UPDATE beyond 2^31 - 1 (RFC 9113 §6.9.1): of the connection it ends the session, of a stream the stream; neither
// leaves anything behind.
'use strict';
const assert = require('node:assert');
const http2 = require('node:http2');
const net = require('node:net');
const { frame, fields } = require('./frames.js');

const most = Buffer.from([0x7f, 0xff, 0xff, 0xff]);
let sessions = 0, closed = 0;
const server = http2.createServer((req, res) => res.end('x'));
server.on('session', (session) => {
  sessions++;
  session.on('close', () => closed++);
});
server.on('sessionError', () => {});
server.on('stream', (stream) => stream.on('error', () => {}));

/** What the server sends until it closes, or until `until` is in it. */
function attack(payload, until) {
  return new Promise((resolve) => {
    const socket = net.connect(server.address().port);
    let bytes = Buffer.alloc(0);
    socket.on('data', (data) => {
      bytes = Buffer.concat([bytes, data]);
      if (until !== undefined && bytes.includes(until)) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(bytes));
    socket.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame('SETTINGS', 0, 0), payload]));
  });
}

server.listen(0, async () => {
  const connection = Buffer.concat([frame('WINDOW_UPDATE', 0, 0, most), frame('WINDOW_UPDATE', 0, 0, most)]);
  const goaway = frame('GOAWAY', 0, 0, Buffer.concat([Buffer.alloc(4), Buffer.from([0, 0, 0, 3])]));
  assert.ok((await attack(connection)).includes(goaway.subarray(3)), 'GOAWAY with FLOW_CONTROL_ERROR');

  const reset = frame('RST_STREAM', 0, 1, Buffer.from([0, 0, 0, 3]));
  const stream = Buffer.concat([frame('HEADERS', 4, 1, fields()), frame('WINDOW_UPDATE', 0, 1, most)]);
  const answer = await attack(stream, reset);
  assert.ok(answer.includes(reset), 'RST_STREAM with FLOW_CONTROL_ERROR');

  for (let i = 0; i < 20; i++) await Promise.all(Array.from({ length: 10 }, () => attack(connection)));
  await new Promise(setImmediate);
  assert.strictEqual(sessions, 202);
  server.close(() => {
    assert.strictEqual(closed, sessions);
  });
});
