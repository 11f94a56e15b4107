// SPDX-License-Identifier: MIT
// CompressionStream and DecompressionStream (WICG Compression Streams), on the codecs of zlib.
'use strict';

const { finishClass, inspectable } = require('internal/webstreams/util');

const formats = ['deflate', 'deflate-raw', 'gzip', 'brotli'];

// In the words in which WebIDL's enumerations refuse what is not in them.
function checkFormat(format, className) {
  const refuse = (code, why) => {
    throw Object.assign(new TypeError(`Failed to construct '${className}': 1st argument ${why}`), { code });
  };
  if (typeof format === 'symbol') refuse('ERR_INVALID_ARG_TYPE', 'is a Symbol and cannot be converted to a string.');
  const text = `${format}`;
  if (!formats.includes(text)) {
    refuse('ERR_INVALID_ARG_VALUE', `'${text}' is not a valid enum value of type CompressionFormat.`);
  }
  return text;
}

function pairOf(format, className, makers) {
  format = checkFormat(format, className);
  const zlib = require('zlib');
  const { newReadableWritablePairFromDuplex } = require('internal/webstreams/adapters');
  return newReadableWritablePairFromDuplex(makers[format](zlib), undefined, true);
}

class CompressionStream {
  #pair;

  constructor(format) {
    this.#pair = pairOf(format, 'CompressionStream', {
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
    this.#pair = pairOf(format, 'DecompressionStream', {
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
