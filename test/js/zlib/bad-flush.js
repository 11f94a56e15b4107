// SPDX-License-Identifier: MIT
// flush(kind): a number that the codec knows; encoding and objectMode are not for codecs.
'use strict';
const assert = require('node:assert');
const zlib = require('node:zlib');

const TYPE = 'ERR_INVALID_ARG_TYPE', RANGE = 'ERR_OUT_OF_RANGE';
for (const [make, highest] of [['createGzip', 5], ['createInflate', 5], ['createBrotliCompress', 3], ['createZstdCompress', 2]]) {
  const codec = zlib[make]();
  for (const kind of [null, 1n, {}, '2', Symbol('x'), true]) assert.throws(() => codec.flush(kind), { code: TYPE }, make);
  for (const kind of [-1, highest + 1, Infinity]) assert.throws(() => codec.flush(kind), { code: RANGE }, make);
  codec.flush(highest);
  codec.flush(NaN); // the default
  codec.destroy();
}
assert.strictEqual(zlib.createGzip({ encoding: 'bad', objectMode: true }).readableEncoding, null);
