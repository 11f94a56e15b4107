// SPDX-License-Identifier: MIT
// Decompression bombs: a limit is kept to within one chunk, a stream nobody reads stands still, and a response does not
// unpack more layers than fetch allows.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const zlib = require('node:zlib');

const zeros = Buffer.alloc(64 << 20);
const code = 'ERR_BUFFER_TOO_LARGE';
const forms = [['gzip', 'gunzip'], ['deflate', 'inflate'], ['brotliCompress', 'brotliDecompress'], ['zstdCompress', 'zstdDecompress']];

(async () => {
  for (const [pack, unpack] of forms) {
    const bomb = zlib[`${pack}Sync`](zeros, pack === 'brotliCompress' ? { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } } : {});
    const before = process.memoryUsage.rss();
    assert.throws(() => zlib[`${unpack}Sync`](bomb, { maxOutputLength: 1 << 20 }), { code, name: 'RangeError' }, unpack);
    const error = await new Promise((resolve) => zlib[unpack](bomb, { maxOutputLength: 1 << 20 }, resolve));
    assert.strictEqual(error.code, code, unpack);
    assert.ok(process.memoryUsage.rss() - before < 24 << 20, unpack);
    assert.strictEqual(zlib[`${unpack}Sync`](bomb, { maxOutputLength: zeros.length }).length, zeros.length);
  }

  // Back-pressure: the bomb is unpacked as far as somebody reads.
  const stream = zlib.createGunzip();
  stream.end(zlib.gzipSync(zeros));
  await new Promise((resolve) => stream.once('readable', resolve));
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(stream.readableLength <= 64 << 10, `${stream.readableLength}`);
  stream.destroy();

  const server = http.createServer((req, res) => {
    const layers = +req.url.slice(1);
    let body = Buffer.from('x');
    for (let i = 0; i < layers; i++) body = zlib.gzipSync(body);
    res.setHeader('content-encoding', new Array(layers).fill('gzip').join(', '));
    res.end(body);
  });
  server.listen(0, async () => {
    const url = `http://127.0.0.1:${server.address().port}`;
    assert.strictEqual(await (await fetch(`${url}/5`)).text(), 'x');
    await assert.rejects(fetch(`${url}/6`), (error) => /too many content-encodings/.test(error.cause?.message));
    await assert.rejects(fetch(`${url}/1000`), TypeError);
    server.close();
    server.closeAllConnections();
  });
})();
