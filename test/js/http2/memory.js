'use strict';
// Flags: --expose-gc
// Thousands of streams on one session, some reset half-way: what they took is given back.
const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer();
server.on('stream', (stream, headers) => {
  stream.on('error', () => {});
  stream.respond();
  if (headers[':path'] === '/cut') stream.write(Buffer.alloc(200_000));
  else stream.end('x'.repeat(1000));
});
server.listen(0, async () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const one = (path) => new Promise((resolve) => {
    const request = client.request({ ':path': path });
    request.on('error', () => {}).on('close', resolve);
    if (path === '/cut') request.once('data', () => request.close(http2.constants.NGHTTP2_CANCEL));
    else request.resume();
  });
  const round = async () => {
    for (let i = 0; i < 10; i++) await Promise.all(Array.from({ length: 50 }, (_, n) => one(n % 25 === 0 ? '/cut' : '/')));
    let least = Infinity;
    for (let i = 0; i < 10; i++) { // what is closed goes in a later turn
      await new Promise((resolve) => setImmediate(setImmediate, resolve));
      gc();
      const { heapUsed, external, arrayBuffers } = process.memoryUsage();
      least = Math.min(least, heapUsed + external + arrayBuffers);
    }
    return least;
  };
  await round();
  const before = await round();
  await round();
  const after = await round();
  assert.ok(after - before < 3e6, `${before} -> ${after}`);
  client.close();
  server.close();
});
