// SPDX-License-Identifier: MIT
// Options of the codecs: checked once, for streams and one-shot calls alike.
'use strict';

const { MathMax, NumberIsNaN } = primordials;

const { Buffer, kMaxLength } = require('buffer');
const MAX_CHUNK = 2 ** 53 - 1;
const constants = require('internal/zlib/constants');
const {
  codes: { ERR_BROTLI_INVALID_PARAM, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_ZSTD_INVALID_PARAM },
} = require('internal/errors');
const { validateAbortSignal, validateFiniteNumber, validateBoolean } = require('internal/validators');
const { isArrayBufferView, isAnyArrayBuffer } = require('internal/util/types');

const {
  BROTLI_DECODE, BROTLI_ENCODE, DEFLATERAW, GUNZIP, GZIP, INFLATE, UNZIP, ZSTD_COMPRESS, ZSTD_DECOMPRESS,
  Z_DEFAULT_CHUNK, Z_DEFAULT_LEVEL, Z_DEFAULT_MEMLEVEL, Z_DEFAULT_STRATEGY, Z_DEFAULT_WINDOWBITS, Z_FINISH, Z_FIXED, Z_BLOCK,
  Z_MAX_LEVEL, Z_MAX_MEMLEVEL, Z_MAX_WINDOWBITS, Z_MIN_CHUNK, Z_MIN_LEVEL, Z_MIN_MEMLEVEL, Z_MIN_WINDOWBITS, Z_NO_FLUSH,
  BROTLI_OPERATION_EMIT_METADATA, BROTLI_OPERATION_FINISH, BROTLI_OPERATION_PROCESS, ZSTD_e_continue, ZSTD_e_end,
} = constants;

const isBrotli = (mode) => mode === BROTLI_DECODE || mode === BROTLI_ENCODE;
const isZstd = (mode) => mode === ZSTD_COMPRESS || mode === ZSTD_DECOMPRESS;

// A number in a range, or the default.
function checkRange(value, name, min, max, otherwise) {
  if (!validateFiniteNumber(value, name)) return otherwise;
  if (value < min || value > max) throw new ERR_OUT_OF_RANGE(name, `>= ${min} and <= ${max}`, value);
  return value;
}

const flushRange = (mode) => (isBrotli(mode) ? [BROTLI_OPERATION_PROCESS, BROTLI_OPERATION_EMIT_METADATA] :
  isZstd(mode) ? [ZSTD_e_continue, ZSTD_e_end] : [Z_NO_FLUSH, Z_BLOCK]);
const defaultFlush = (mode) => (isBrotli(mode) ? BROTLI_OPERATION_PROCESS : isZstd(mode) ? ZSTD_e_continue : Z_NO_FLUSH);
const defaultFinish = (mode) => (isBrotli(mode) ? BROTLI_OPERATION_FINISH : isZstd(mode) ? ZSTD_e_end : Z_FINISH);

function checkDictionary(dictionary) {
  if (dictionary === undefined || isArrayBufferView(dictionary)) return dictionary;
  if (isAnyArrayBuffer(dictionary)) return Buffer.from(dictionary);
  throw new ERR_INVALID_ARG_TYPE('options.dictionary', ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], dictionary);
}

function parameterLimits(prefix) {
  let max = 0;
  for (const name of Object.keys(constants)) if (name.startsWith(prefix)) max = MathMax(max, constants[name]);
  return max;
}
const kMaxBrotli = parameterLimits('BROTLI_PARAM_');
const kMaxZstdCompress = parameterLimits('ZSTD_c_');
const kMaxZstdDecompress = parameterLimits('ZSTD_d_');

// { [parameter]: number | boolean } as a flat list.
function checkParams(options, mode) {
  const list = [];
  if (!options?.params) return list;
  const brotli = isBrotli(mode);
  const InvalidParam = brotli ? ERR_BROTLI_INVALID_PARAM : ERR_ZSTD_INVALID_PARAM;
  const max = brotli ? kMaxBrotli : mode === ZSTD_COMPRESS ? kMaxZstdCompress : kMaxZstdDecompress;
  for (const original of Object.keys(options.params)) {
    const key = +original;
    // '0' and '00' are the same parameter, which can be given once. Numbers in between that none has are refused in C.
    if (NumberIsNaN(key) || key < 0 || key > max || list.some((other, i) => i % 2 === 0 && other === key)) {
      throw new InvalidParam(original);
    }
    const value = options.params[original];
    if (typeof value !== 'number' && typeof value !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
    }
    if (Number(value) !== -1) list.push(key, Number(value)); // -1: as if it were not given
  }
  return list;
}

function windowBits(options, mode) {
  const { windowBits: value } = options;
  // 0 or nothing: inflate takes the size from the data's header.
  if ((value == null || value === 0) && (mode === INFLATE || mode === GUNZIP || mode === UNZIP)) return 0;
  // zlib cannot do raw or gzip data with a window of 256 bytes.
  const min = mode === GZIP ? 9 : Z_MIN_WINDOWBITS;
  const bits = checkRange(value, 'options.windowBits', min, Z_MAX_WINDOWBITS, Z_DEFAULT_WINDOWBITS);
  return mode === DEFLATERAW && bits === 8 ? 9 : bits;
}

/** All about a codec: { mode, arguments of the C codec, chunkSize, flushes, limits }. */
function checkOptions(options, mode) {
  const opts = options ?? {};
  const isZ = !isBrotli(mode) && !isZstd(mode);
  let bits = Z_DEFAULT_WINDOWBITS;
  let level = Z_DEFAULT_LEVEL;
  let memLevel = Z_DEFAULT_MEMLEVEL;
  let strategy = Z_DEFAULT_STRATEGY;
  let pledged;
  // What is the codec's own comes first, as in Node.
  if (isZ) {
    bits = windowBits(opts, mode);
    level = checkRange(opts.level, 'options.level', Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_LEVEL);
    memLevel = checkRange(opts.memLevel, 'options.memLevel', Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL, Z_DEFAULT_MEMLEVEL);
    strategy = checkRange(opts.strategy, 'options.strategy', Z_DEFAULT_STRATEGY, Z_FIXED, Z_DEFAULT_STRATEGY);
  }
  const params = isZ ? [] : checkParams(opts, mode);
  let dictionary = checkDictionary(opts.dictionary);
  if (isBrotli(mode)) dictionary = undefined; // is looked at, and not used
  if (isZstd(mode) && opts.pledgedSrcSize !== undefined) pledged = checkPledge(opts.pledgedSrcSize);
  let chunkSize = Z_DEFAULT_CHUNK;
  if (validateFiniteNumber(opts.chunkSize, 'options.chunkSize')) {
    if (opts.chunkSize < Z_MIN_CHUNK) throw new ERR_OUT_OF_RANGE('options.chunkSize', `>= ${Z_MIN_CHUNK}`, opts.chunkSize);
    chunkSize = opts.chunkSize;
  }
  const [min, max] = flushRange(mode);
  const flush = checkRange(opts.flush, 'options.flush', min, max, defaultFlush(mode));
  const finishFlush = checkRange(opts.finishFlush, 'options.finishFlush', min, max, defaultFinish(mode));
  const maxOutputLength = checkRange(opts.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength, kMaxLength);
  if (opts.rejectGarbageAfterEnd !== undefined) validateBoolean(opts.rejectGarbageAfterEnd, 'options.rejectGarbageAfterEnd');
  const onlyOne = opts.rejectGarbageAfterEnd ?? false;
  // More than any buffer has: the constant of `buffer`, which programs may have lowered, is the limit of results only.
  if (chunkSize > MAX_CHUNK) throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${MAX_CHUNK}`, chunkSize);
  return {
    mode, chunkSize, flush, finishFlush, maxOutputLength, level, strategy,
    info: !!opts.info,
    rejectGarbageAfterEnd: onlyOne,
    codec: [mode, bits, level, memLevel, strategy, params, dictionary, pledged, onlyOne],
  };
}

function checkPledge(size) {
  if (typeof size !== 'number') throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'pledgedSrcSize must be a number');
  if (size < 0) throw coded(RangeError, 'ERR_OUT_OF_RANGE', 'pledgedSrcSize must be non-negative');
  if (!Number.isSafeInteger(size)) throw coded(RangeError, 'ERR_OUT_OF_RANGE', 'pledgedSrcSize must be a safe integer');
  return size;
}

/** Options that are no codec's but those of the stream that Node makes for a one-shot call; returns the signal. */
function checkStream(options) {
  if (!options) return undefined;
  const { highWaterMark, readableHighWaterMark, writableHighWaterMark, defaultEncoding, signal } = options;
  if (highWaterMark != null || readableHighWaterMark != null || writableHighWaterMark != null || defaultEncoding) {
    const { Transform } = require('stream');
    new Transform({ highWaterMark, readableHighWaterMark, writableHighWaterMark, defaultEncoding }); // eslint-disable-line no-new
  }
  if (signal) validateAbortSignal(signal, 'signal');
  return signal;
}

const coded = (Base, code, message) => Object.assign(new Base(message), { code });

module.exports = { checkOptions, checkRange, checkStream, flushRange, isBrotli, isZstd };
