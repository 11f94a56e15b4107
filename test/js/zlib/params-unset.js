// SPDX-License-Identifier: MIT
// Parameters of -1 count as not given; threads of Zstandard may be asked for; what a Brotli decoder does not know is refused.
'use strict';
const assert = require('node:assert');
const zlib = require('node:zlib');

const { constants } = zlib;
const data = Buffer.from('hello hello hello hello world');
const plain = zlib.brotliCompressSync(data).toString('hex');
for (const param of [constants.BROTLI_PARAM_QUALITY, constants.BROTLI_PARAM_LGWIN]) {
  assert.strictEqual(zlib.brotliCompressSync(data, { params: { [param]: -1 } }).toString('hex'), plain);
  assert.deepStrictEqual(zlib.brotliDecompressSync(Buffer.from(plain, 'hex'), { params: { [param]: -1 } }), data);
}
assert.throws(() => zlib.brotliDecompressSync(Buffer.from(plain, 'hex'), { params: { [constants.BROTLI_PARAM_LGWIN]: 11 } }),
  { name: 'Error', code: 'ERR_ZLIB_INITIALIZATION_FAILED', message: 'Initialization failed' });
for (const param of ['ZSTD_c_windowLog', 'ZSTD_c_strategy', 'ZSTD_c_nbWorkers', 'ZSTD_c_jobSize', 'ZSTD_c_overlapLog']) {
  for (const value of /windowLog|strategy/.test(param) ? [-1] : [-1, 0, 1, 4]) {
    const packed = zlib.zstdCompressSync(data, { params: { [constants[param]]: value } });
    assert.deepStrictEqual(zlib.zstdDecompressSync(packed), data);
  }
}
