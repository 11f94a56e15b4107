// SPDX-License-Identifier: MIT
// CompressionStream and DecompressionStream (WICG Compression Streams), on the codecs of zlib.
'use strict';

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { finishClass, inspectable } = require('internal/webstreams/util');

const formats = ['deflate', 'deflate-raw', 'gzip', 'brotli'];

function pairOf(format, makers) {
  if (!formats.includes(`${format}`)) throw new ERR_INVALID_ARG_VALUE('format', format, `must be one of: '${formats.join("', '")}'`);
  const zlib = require('zlib');
  const { newReadableWritablePairFromDuplex } = require('internal/webstreams/adapters');
  return newReadableWritablePairFromDuplex(makers[format](zlib));
}

class CompressionStream {
  #pair;

  constructor(format) {
    this.#pair = pairOf(format, {
      'deflate': (zlib) => zlib.createDeflate(),
      'deflate-raw': (zlib) => zlib.createDeflateRaw(),
      'gzip': (zlib) => zlib.createGzip(),
      'brotli': (zlib) => zlib.createBrotliCompress(),
    });
  }

  get readable() {
    return this.#pair.readable;
  }
  get writable() {
    return this.#pair.writable;
  }
}

class DecompressionStream {
  #pair;

  constructor(format) {
    const strict = { rejectGarbageAfterEnd: true };
    this.#pair = pairOf(format, {
      'deflate': (zlib) => zlib.createInflate(strict),
      'deflate-raw': (zlib) => zlib.createInflateRaw(strict),
      'gzip': (zlib) => zlib.createGunzip(strict),
      'brotli': (zlib) => zlib.createBrotliDecompress(strict),
    });
  }

  get readable() {
    return this.#pair.readable;
  }
  get writable() {
    return this.#pair.writable;
  }
}
for (const cls of [CompressionStream, DecompressionStream]) {
  finishClass(cls, ['readable', 'writable']);
  inspectable(cls, (self) => ({ readable: self.readable, writable: self.writable }));
}

module.exports = { CompressionStream, DecompressionStream };
