// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: whole buffers and streams of all codecs, ended, abandoned and broken ones.
'use strict';
const assert = require('assert');
const zlib = require('zlib');
const { promisify } = require('util');
const { pipeline } = require('stream/promises');
const { Readable, Writable } = require('stream');
const { noGrowth, noResidentGrowth } = require('../../fixtures/growth');

const text = Buffer.from('the quick brown fox '.repeat(200));
const pairs = [['gzip', 'gunzip'], ['deflate', 'inflate'], ['deflateRaw', 'inflateRaw'], ['brotliCompress', 'brotliDecompress'],
  ['zstdCompress', 'zstdDecompress']];
const light = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } };
const optionsOf = (name) => (name === 'brotliCompress' ? light : undefined);
const create = (name, options) => zlib[`create${name[0].toUpperCase()}${name.slice(1)}`](options);

async function stable(name, fn, rounds) {
  await noGrowth(name, fn, rounds);
  await noResidentGrowth(name, fn, 3 * rounds);
}

async function main() {
  for (const [pack, unpack] of pairs) {
    await stable(`${pack}, whole`, async () => {
      const packed = zlib[`${pack}Sync`](text, optionsOf(pack));
      assert.strictEqual(zlib[`${unpack}Sync`](packed).length, text.length);
      await promisify(zlib[unpack])(await promisify(zlib[pack])(text, optionsOf(pack) ?? {}));
      assert.throws(() => zlib[`${unpack}Sync`](packed.subarray(0, 9)));
      await assert.rejects(promisify(zlib[unpack])(text));
      assert.throws(() => zlib[`${unpack}Sync`](packed, { maxOutputLength: 10 }), { code: 'ERR_BUFFER_TOO_LARGE' });
    }, 40);
    await stable(`${pack}, streams`, async () => {
      await pipeline(Readable.from([text, text]), create(pack, optionsOf(pack)), create(unpack), new Writable({ write(chunk, _, done) { done(); } }));
      create(pack, optionsOf(pack)).write(text); // abandoned
      await new Promise((resolve) => { create(unpack).on('error', resolve).end(text); });
      await new Promise((resolve) => { create(unpack).on('close', resolve).destroy(); });
    }, 25);
  }
  await stable('crc32', () => zlib.crc32(text, zlib.crc32('text')), 2000);
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
