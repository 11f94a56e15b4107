// SPDX-License-Identifier: MIT
// The module `zlib`: streams, one-shot calls (callback and sync), crc32, constants.
'use strict';

const { MathMin } = primordials;

const binding = internalBinding('zlib');
const { Buffer, kMaxLength } = require('buffer');
const constants = require('internal/zlib/constants');
const { checkOptions, checkStream } = require('internal/zlib/options');
const { makeClass } = require('internal/zlib/stream');
const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_TRAILING_JUNK_AFTER_STREAM_END } } = require('internal/errors');
const { addAbortListener } = require('internal/events/abort_listener');
const { validateFunction, validateUint32 } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView, isUint8Array } = require('internal/util/types');

const classes = {
  __proto__: null,
  Deflate: constants.DEFLATE,
  Inflate: constants.INFLATE,
  Gzip: constants.GZIP,
  Gunzip: constants.GUNZIP,
  DeflateRaw: constants.DEFLATERAW,
  InflateRaw: constants.INFLATERAW,
  Unzip: constants.UNZIP,
  BrotliCompress: constants.BROTLI_ENCODE,
  BrotliDecompress: constants.BROTLI_DECODE,
  ZstdCompress: constants.ZSTD_COMPRESS,
  ZstdDecompress: constants.ZSTD_DECOMPRESS,
};

/**
 * CRC-32 as in zip and PNG.
 * @param {string|Buffer|TypedArray|DataView} data
 * @param {number} [value] to go on from
 */
function crc32(data, value = 0) {
  if (typeof data !== 'string' && !isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  }
  validateUint32(value, 'value');
  return binding.crc32(data, value);
}
module.exports.crc32 = crc32;

const kSync = Symbol('kSync');

function bytesOf(buffer, sync) {
  if (typeof buffer === 'string') return Buffer.from(buffer);
  if (isUint8Array(buffer)) return buffer;
  // Memory that has been transferred away is refused here.
  if (isArrayBufferView(buffer)) return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  if (isAnyArrayBuffer(buffer)) return new Uint8Array(buffer);
  if (!sync && (buffer === undefined || buffer === null)) return Buffer.alloc(0); // a stream that is ended at once
  // Without sync it is told as a stream tells it: Node writes to one.
  const types = ['string', 'Buffer', 'TypedArray', 'DataView'];
  if (sync) types.push('ArrayBuffer');
  throw new ERR_INVALID_ARG_TYPE(sync ? 'buffer' : 'chunk', types, buffer);
}

// The whole of a buffer at once, in one pool job or, with kSync, here. With `info` the codec object comes along.
function whole(name, mode, buffer, options, callback) {
  const o = checkOptions(options, mode);
  const signal = checkStream(options);
  const sync = callback === kSync;
  if (!sync) validateFunction(callback, 'callback');
  buffer = bytesOf(buffer, sync);
  const limit = MathMin(o.maxOutputLength, kMaxLength);
  const finish = (result, used) => {
    if (!o.info) return result;
    const engine = new module.exports[name](options);
    engine.bytesWritten = used ?? buffer.byteLength;
    engine.close();
    return { buffer: result, engine };
  };
  if (sync) {
    let result;
    try {
      result = binding.whole(buffer, o.finishFlush, o.chunkSize, limit, undefined, ...o.codec);
    } catch (error) {
      throw ownError(error);
    }
    return finish(result);
  }
  if (signal) callback = abortable(signal, callback);
  if (signal?.aborted) return;
  binding.whole(buffer, o.finishFlush, o.chunkSize, limit, (error, result, used) => {
    if (error) callback(ownError(error));
    else callback(null, finish(result, used));
  }, ...o.codec);
}

/** A callback that an aborted signal calls with its error, and nothing afterwards. */
function abortable(signal, callback) {
  let listener;
  let done = false;
  const abort = () => {
    if (done) return;
    done = true;
    process.nextTick(callback, new AbortError(undefined, { cause: signal.reason }));
  };
  if (signal.aborted) abort();
  else listener = addAbortListener(signal, abort);
  return (error, result) => {
    listener?.[Symbol.dispose]();
    if (done) return;
    done = true;
    callback(error, result);
  };
}

// What C calls junk is an error of this library, not of a codec.
function ownError(error) {
  return error.code === 'ERR_TRAILING_JUNK_AFTER_STREAM_END' ? new ERR_TRAILING_JUNK_AFTER_STREAM_END() : error;
}

for (const name in classes) module.exports[name] = makeClass(name, classes[name]);

const functionNames = {
  __proto__: null,
  Deflate: 'deflate', Gzip: 'gzip', DeflateRaw: 'deflateRaw', Unzip: 'unzip', Inflate: 'inflate', Gunzip: 'gunzip',
  InflateRaw: 'inflateRaw', BrotliCompress: 'brotliCompress', BrotliDecompress: 'brotliDecompress',
  ZstdCompress: 'zstdCompress', ZstdDecompress: 'zstdDecompress',
};
for (const name in functionNames) {
  const fn = functionNames[name];
  const mode = classes[name];
  module.exports[fn] = function asyncBufferWrapper(buffer, options, callback) {
    if (typeof options === 'function') {
      callback = options;
      options = {};
    }
    whole(name, mode, buffer, options, callback);
  };
  module.exports[`${fn}Sync`] = function syncBufferWrapper(buffer, options) {
    return whole(name, mode, buffer, options, kSync);
  };
}
for (const name of ['Deflate', 'Inflate', 'DeflateRaw', 'InflateRaw', 'Gzip', 'Gunzip', 'Unzip', 'BrotliCompress',
                    'BrotliDecompress', 'ZstdCompress', 'ZstdDecompress']) {
  // No method: programs write `new zlib.createGzip()`, too.
  const create = { [`create${name}`]: function(options) { return new module.exports[name](options); } }[`create${name}`];
  Object.defineProperty(module.exports, `create${name}`, { __proto__: null, configurable: true, enumerable: true, value: create });
}
// What is in it stays as it is, but it may be added to.
const publicConstants = { __proto__: null };
for (const name of Object.keys(constants)) {
  Object.defineProperty(publicConstants, name, { __proto__: null, enumerable: true, value: constants[name] });
}
Object.defineProperty(module.exports, 'constants', { __proto__: null, enumerable: true, value: publicConstants });

// Return codes of zlib, both ways.
const codes = { Z_OK: 0, Z_STREAM_END: 1, Z_NEED_DICT: 2, Z_ERRNO: -1, Z_STREAM_ERROR: -2, Z_DATA_ERROR: -3, Z_MEM_ERROR: -4,
                Z_BUF_ERROR: -5, Z_VERSION_ERROR: -6 };
for (const key of Object.keys(codes)) codes[codes[key]] = key;
Object.defineProperty(module.exports, 'codes', { __proto__: null, enumerable: true, value: Object.freeze(codes) });
for (const name of Object.keys(constants)) {
  if (name.startsWith('BROTLI')) continue;
  Object.defineProperty(module.exports, name, { __proto__: null, enumerable: false, value: constants[name] });
}
