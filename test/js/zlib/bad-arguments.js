// SPDX-License-Identifier: MIT
// The functions of zlib look at the options first, then at the callback, then at the data.
'use strict';
const assert = require('node:assert');
const zlib = require('node:zlib');

const chunk = 'The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (1)';
const buffer = 'The "buffer" argument must be of type string or an instance of Buffer, TypedArray, DataView, or ArrayBuffer. Received ' +
  'type number (1)';
for (const name of ['deflate', 'gunzip', 'brotliCompress', 'zstdDecompress']) {
  assert.throws(() => zlib[name](1, () => {}), { code: 'ERR_INVALID_ARG_TYPE', message: chunk });
  assert.throws(() => zlib[`${name}Sync`](1), { code: 'ERR_INVALID_ARG_TYPE', message: buffer });
  assert.throws(() => zlib[name](1), { code: 'ERR_INVALID_ARG_TYPE', message: /"callback"/ });
  assert.throws(() => zlib[name](1, { chunkSize: 1 }), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => zlib[`${name}Sync`](1, { chunkSize: 1 }), { code: 'ERR_OUT_OF_RANGE' });
}
