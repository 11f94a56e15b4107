// SPDX-License-Identifier: MIT
// 'finish' comes when all has been written, before what the end of the stream brings out; a failing end is 'error' then.
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const zlib = require('node:zlib');

async function events(stream, write) {
  const seen = [];
  for (const name of ['data', 'finish', 'end', 'error', 'close']) stream.on(name, () => seen.push(name));
  await write(stream);
  if (!stream.closed) await new Promise((resolve) => stream.once('close', resolve));
  return seen;
}

(async () => {
  for (const make of [zlib.createGzip, zlib.createDeflateRaw, zlib.createBrotliCompress, zlib.createZstdCompress]) {
    const seen = await events(make(), async (stream) => {
      stream.write('hello '.repeat(200));
      await new Promise((resolve) => stream.flush(resolve));
      stream.end('more');
    });
    assert.deepStrictEqual(seen.slice(seen.indexOf('finish')), ['finish', 'data', 'end', 'close'], make.name);
  }
  const cut = zlib.gzipSync('hello '.repeat(200)).subarray(0, 15);
  assert.deepStrictEqual(await events(zlib.createGunzip(), (stream) => stream.end(cut)), ['data', 'finish', 'error', 'close']);
  const [error] = await once(zlib.createGunzip().end(cut), 'error');
  assert.strictEqual(error.code, 'Z_BUF_ERROR');
})();
