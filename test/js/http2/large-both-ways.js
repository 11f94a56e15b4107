'use strict';
// Bodies larger than every window, both ways at once, by pipe: flow control holds them back and lets them go.
const assert = require('node:assert');
const http2 = require('node:http2');
const { Readable } = require('node:stream');

const CHUNK = Buffer.alloc(100_000, 'abcdefghij'), CHUNKS = 40;
const server = http2.createServer();
server.on('stream', (stream) => {
  stream.respond();
  stream.pipe(stream); // an echo
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const request = client.request({ ':method': 'POST' });
  let sent = 0, received = 0;
  const source = new Readable({ read() { this.push(sent++ < CHUNKS ? CHUNK : null); } });
  source.pipe(request);
  request.on('data', (chunk) => {
    assert.strictEqual(chunk[0], CHUNK[received % CHUNK.length]);
    received += chunk.length;
  });
  request.on('close', () => {
    assert.strictEqual(received, CHUNK.length * CHUNKS);
    assert.strictEqual(request.rstCode, 0);
    client.close();
    server.close();
  });
});
