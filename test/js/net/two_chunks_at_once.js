// SPDX-License-Identifier: MIT
// Two chunks written as one: bytes and strings of any encoding, small, empty and large, and the callbacks of both.
'use strict';
const assert = require('node:assert');
const net = require('node:net');

const text = 'häl€\u{1f600}', big = 'ü'.repeat(400_000);
const pairs = [
  [[Buffer.from('ab')], [text, 'utf8']],
  [[text, 'latin1'], [text, 'utf8']],
  [[text, 'ascii'], [new Uint8Array([1, 2])]],
  [[text, 'utf16le'], [text, 'ucs2']],
  [['6162', 'hex'], ['Y2Q=', 'base64']],
  [['\ud800', 'utf8'], [Buffer.alloc(0)]],
  [[Buffer.from('head')], [big, 'utf8']],
  [[Buffer.alloc(16_000, 'x')], [Buffer.alloc(384, 'y')]],
  [[Buffer.alloc(16_000, 'x')], [Buffer.alloc(385, 'y')]],
  [[`${'a'.repeat(6000)}${'b'.repeat(30)}`], ['c']],
];
const expected = Buffer.concat(pairs.flat().map(([chunk, encoding]) => Buffer.from(chunk, encoding)));
const got = [];
let called = 0;
const server = net.createServer((socket) => {
  socket.on('data', (d) => got.push(d)).on('end', () => {
    assert.ok(Buffer.concat(got).equals(expected));
    server.close();
  });
}).listen(0, () => {
  const client = net.connect(server.address().port, async () => {
    for (const pair of pairs) {
      client.cork();
      await new Promise((resolve) => {
        client.write(...pair[0], () => called++);
        client.write(...pair[1], () => { called++; resolve(); });
        client.uncork();
      });
    }
    assert.strictEqual(client.bytesWritten, expected.length);
    client.end();
  });
});
process.on('exit', () => assert.strictEqual(called, 2 * pairs.length));
