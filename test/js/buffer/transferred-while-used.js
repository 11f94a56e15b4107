// SPDX-License-Identifier: MIT
// Flags: --expose-gc
'use strict';
// Memory that is transferred away, and freed there, while C still works on it stays what it was.
const assert = require('node:assert');
const net = require('node:net');
const zlib = require('node:zlib');

const size = 4 << 20;
const filled = () => new Uint8Array(size).fill(7);
const lose = (bytes) => {
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  assert.strictEqual(bytes.length, 0);
  globalThis.gc();
};
const same = (bytes) => assert.ok(bytes.length === size && bytes.every((byte) => byte === 7));

const whole = filled();
zlib.deflate(whole, { level: 1 }, (error, packed) => same(zlib.inflateSync(packed)));
lose(whole);

const server = net.createServer((socket) => {
  const chunks = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('end', () => {
    const all = Buffer.concat(chunks);
    for (let i = 0; i < 3; i++) same(all.subarray(i * size, (i + 1) * size));
    server.close();
  });
}).listen(0, () => {
  const socket = net.connect(server.address().port, () => {
    const list = [filled(), filled(), filled()];
    socket.write(list[0]);
    socket.cork();
    for (const bytes of list.slice(1)) socket.write(bytes);
    socket.uncork();
    lose(list[0]); // the others are still JavaScript's
    socket.end();
  });
});
