// SPDX-License-Identifier: MIT
// TextEncoder and TextDecoder, and buffer.transcode().
'use strict';

const { codes } = require('internal/errors');
const { encodeUtf8 } = require('internal/buffer');
const { createDecoder } = require('internal/encoding/decoders');
const { getEncodingFromLabel } = require('internal/encoding/labels');
const {
  customInspectSymbol,
  encodingsMap,
  kEnumerableProperty,
  normalizeEncoding,
} = require('internal/util');
const { isAnyArrayBuffer, isArrayBufferView, isUint8Array } = require('internal/util/types');
const { validateString } = require('internal/validators');
const buffer = internalBinding('buffer');
const encoding = internalBinding('encoding');

const none = new Uint8Array(new ArrayBuffer(0));

// Where encodeInto() leaves its two numbers.
const numbers = new Float64Array(new ArrayBuffer(16));

/** Up to this length plain JavaScript is faster than asking C. */
const SHORT = 48;

/** UTF-8 of a short ASCII string, or undefined if it is not ASCII. */
function encodeShort(string) {
  const { length } = string;
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const code = string.charCodeAt(i);
    if (code > 127) return undefined;
    bytes[i] = code;
  }
  return bytes;
}

class TextEncoder {
  #brand = true;

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#brand in value)) {
      throw new codes.ERR_INVALID_THIS('TextEncoder');
    }
  }

  get encoding() {
    TextEncoder.#check(this);
    return 'utf-8';
  }

  /** The UTF-8 of a string. */
  encode(input = '') {
    TextEncoder.#check(this);
    const string = `${input}`;
    if (string.length <= SHORT) {
      const bytes = encodeShort(string);
      if (bytes !== undefined) return bytes;
    }
    return new Uint8Array(encodeUtf8(string));
  }

  /** Writes as many whole characters as fit. */
  encodeInto(src, dest) {
    TextEncoder.#check(this);
    validateString(src, 'src');
    if (!isUint8Array(dest)) throw new codes.ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
    if (!encoding.encodeInto(src, dest, numbers)) encoding.encodeIntoSlow(src, dest, numbers);
    return { read: numbers[0], written: numbers[1] };
  }

  [customInspectSymbol](depth, options) {
    TextEncoder.#check(this);
    if (typeof depth === 'number' && depth < 0) return options.stylize(`[${this.constructor.name}]`, 'special');
    const view = { encoding: this.encoding };
    return require('internal/util/inspect').inspect(view, options);
  }
}

Object.defineProperties(TextEncoder.prototype, {
  encode: kEnumerableProperty,
  encodeInto: kEnumerableProperty,
  encoding: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'TextEncoder' },
});

function toBytes(input, encoding, options) {
  if (isUint8Array(input)) return input;
  if (isAnyArrayBuffer(input)) return input.detached ? none : new Uint8Array(input);
  if (isArrayBufferView(input)) return input.buffer.detached ? none : new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  checkOptions(options);
  throw wrongInput(input, encoding, options);
}

/** Node has one text for what it decodes in C++, one for ICU's encodings, and one for those with a byte a character. */
function wrongInput(input, encoding, options) {
  const isUtf8 = encoding === 'utf-8';
  const isSingle = !isUtf8 && !/^(?:utf-16|gb|big5|euc|iso-2022|shift)/.test(encoding);
  if (isSingle || (isUtf8 && options?.stream)) {
    return new codes.ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'ArrayBufferView'], input);
  }
  if (!isUtf8) void options?.stream;
  const error = new TypeError(`The "${isUtf8 ? 'list' : 'input'}" argument must be an instance of SharedArrayBuffer, ` +
    'ArrayBuffer or ArrayBufferView.');
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function checkOptions(options) {
  if (options === null || options === undefined) return;
  if (typeof options !== 'object' && typeof options !== 'function') {
    throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
}

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #decoder;

  /**
   * @param {string} [encoding] any label of the standard, 'utf-8'
   * @param {{fatal?: boolean, ignoreBOM?: boolean}} [options]
   * @throws {RangeError} ERR_ENCODING_NOT_SUPPORTED
   */
  constructor(encoding = 'utf-8', options = undefined) {
    encoding = `${encoding}`;
    checkOptions(options);
    const name = getEncodingFromLabel(encoding);
    if (name === undefined) throw new codes.ERR_ENCODING_NOT_SUPPORTED(encoding);
    this.#encoding = name;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
    this.#decoder = createDecoder(name, this.#fatal, this.#ignoreBOM);
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#decoder in value)) {
      throw new codes.ERR_INVALID_THIS('TextDecoder');
    }
  }

  /** The text of the bytes; with `stream` an incomplete character waits for the next call. */
  decode(input = none, options = undefined) {
    TextDecoder.#check(this);
    const bytes = toBytes(input, this.#encoding, options);
    checkOptions(options);
    const text = this.#decoder.decode(bytes, Boolean(options?.stream));
    if (text !== undefined) return text;
    this.#decoder = createDecoder(this.#encoding, this.#fatal, this.#ignoreBOM);
    throw new codes.ERR_ENCODING_INVALID_ENCODED_DATA(this.#encoding, undefined);
  }

  get encoding() {
    TextDecoder.#check(this);
    return this.#encoding;
  }

  get fatal() {
    TextDecoder.#check(this);
    return this.#fatal;
  }

  get ignoreBOM() {
    TextDecoder.#check(this);
    return this.#ignoreBOM;
  }

  [customInspectSymbol](depth, options) {
    TextDecoder.#check(this);
    if (typeof depth === 'number' && depth < 0) return options.stylize(`[${this.constructor.name}]`, 'special');
    const view = { encoding: this.#encoding, fatal: this.#fatal, ignoreBOM: this.#ignoreBOM };
    return `${this.constructor.name} ${require('internal/util/inspect').inspect(view)}`;
  }
}

Object.defineProperties(TextDecoder.prototype, {
  decode: kEnumerableProperty,
  encoding: kEnumerableProperty,
  fatal: kEnumerableProperty,
  ignoreBOM: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'TextDecoder' },
});

// ---- buffer.transcode() -------------------------------------------------------------------------------

const transcodable = { __proto__: null, ascii: 'us-ascii', latin1: 'iso8859-1', utf16le: null, utf8: null };

function transcodeError(code, errno) {
  const error = new Error(`Unable to transcode Buffer [${code}]`);
  error.code = code;
  error.errno = errno;
  return error;
}

/**
 * Converts bytes from one encoding into another; what the target lacks becomes '?'.
 * @param {Uint8Array} source
 * @param {string} fromEncoding ascii, latin1, utf16le or utf8, by any of its names
 * @param {string} toEncoding
 */
function transcode(source, fromEncoding, toEncoding) {
  if (!isUint8Array(source)) {
    throw new codes.ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], source);
  }
  const { Buffer } = require('buffer');
  if (source.length === 0) return Buffer.alloc(0);
  const from = normalizeEncoding(fromEncoding) || fromEncoding;
  const to = normalizeEncoding(toEncoding) || toEncoding;
  if (!(from in transcodable) || !(to in transcodable)) throw transcodeError('U_ILLEGAL_ARGUMENT_ERROR', 1);
  if (from === 'utf8' && to === 'utf16le' && !require('buffer').isUtf8(source)) throw transcodeError('U_INVALID_CHAR_FOUND', 10);
  let text = buffer.slice(source, 0, source.length, encodingsMap[from === 'ascii' ? 'latin1' : from]);
  // ASCII has seven bits; only UTF-16 takes the others as they are.
  if (from === 'ascii' && to !== 'utf16le') text = text.replace(/[\x80-\xff]/g, '\ufffd');
  if (to === 'utf8' || to === 'utf16le') return Buffer.from(text, to);
  return encoding.fromUtf16(Buffer.from(text, 'utf16le'), transcodable[to]);
}

module.exports = { TextDecoder, TextEncoder, getEncodingFromLabel, transcode };
