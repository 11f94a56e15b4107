// SPDX-License-Identifier: MIT
// require('string_decoder'): bytes that come in pieces to text, never with half a character.
'use strict';

const { MathMax, ObjectDefineProperties } = primordials;

const { codes } = require('internal/errors');
const { encodingsMap, normalizeEncoding } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const { slice } = internalBinding('buffer');

const { base64, base64url, utf16le, utf8 } = encodingsMap;
const kState = Symbol('kState');

/** The bytes of a character that has begun. */
class State {
  constructor(encoding) {
    this.encoding = encoding;
    this.held = Buffer.alloc(4);
    this.count = 0; // bytes in `held`
    this.need = 0; // bytes until the character is whole
  }

  hold(bytes, from, need) {
    for (let i = from; i < bytes.length; i++) this.held[this.count++] = bytes[i];
    this.need = need;
    return this.count;
  }

  flush() {
    if (this.count === 0) return '';
    // Half a UTF-16 unit stands for nothing.
    const count = this.encoding === utf16le ? this.count & ~1 : this.count;
    this.count = this.need = 0;
    return slice(this.held, 0, count, this.encoding);
  }
}

/** Length of the UTF-8 sequence that a byte announces: 1 for all that announce none. */
function sequenceLength(byte) {
  if (byte < 0xc0 || byte > 0xf7) return 1;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : 4;
}

/** Where the incomplete sequence at the end begins, or bytes.length. */
function incompleteUtf8(bytes) {
  const { length } = bytes;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back];
    if (byte < 0x80) break;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? length - back : length;
  }
  return length;
}

function writeUtf8(state, bytes) {
  let start = 0;
  let text = '';
  if (state.count > 0) {
    while (start < bytes.length && state.need > 0 && (bytes[start] & 0xc0) === 0x80) {
      state.held[state.count++] = bytes[start++];
      state.need--;
    }
    if (state.need > 0 && start === bytes.length) return '';
    text = state.flush();
  }
  const end = MathMax(incompleteUtf8(bytes), start);
  if (end > start) text += slice(bytes, start, end, utf8);
  if (end < bytes.length) state.hold(bytes, end, sequenceLength(bytes[end]) - (bytes.length - end));
  return text;
}

function isHighSurrogate(high) {
  return (high & 0xfc) === 0xd8;
}

function writeUtf16(state, bytes) {
  let start = 0;
  let text = '';
  if (state.count > 0) {
    while (start < bytes.length && state.need > 0) {
      state.held[state.count++] = bytes[start++];
      if (--state.need === 0 && state.count === 2 && isHighSurrogate(state.held[1])) state.need = 2;
    }
    if (state.need > 0) return '';
    text = state.flush();
  }
  let end = bytes.length;
  if ((end - start) % 2 !== 0) end--;
  else if (end > start && isHighSurrogate(bytes[end - 1])) end -= 2;
  if (end > start) text += slice(bytes, start, end, utf16le);
  if (end < bytes.length) state.hold(bytes, end, bytes.length - end);
  return text;
}

function writeBase64(state, bytes) {
  let start = 0;
  let text = '';
  if (state.count > 0) {
    while (start < bytes.length && state.need > 0) {
      state.held[state.count++] = bytes[start++];
      state.need--;
    }
    if (state.need > 0) return '';
    text = state.flush();
  }
  const rest = (bytes.length - start) % 3;
  text += slice(bytes, start, bytes.length - rest, state.encoding);
  if (rest > 0) state.hold(bytes, bytes.length - rest, 3 - rest);
  return text;
}

/**
 * @param {string} [encoding] 'utf8'
 * @throws {TypeError} ERR_UNKNOWN_ENCODING
 */
function StringDecoder(encoding) {
  this.encoding = normalizeEncoding(encoding);
  if (this.encoding === undefined) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
  this[kState] = new State(encodingsMap[this.encoding]);
}

/**
 * The text up to the last whole character.
 * @param {string|Buffer|TypedArray|DataView} buf a string is returned as it is
 */
StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  if (!isArrayBufferView(buf)) {
    throw new codes.ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], buf);
  }
  const state = this[kState];
  if (state === undefined) throw new codes.ERR_INVALID_THIS('StringDecoder');
  const bytes = buf instanceof Uint8Array ? buf :
    Buffer.from(buf.buffer, buf.byteOffset, buf.byteLength);
  switch (state.encoding) {
    case utf8: return writeUtf8(state, bytes);
    case utf16le: return writeUtf16(state, bytes);
    case base64:
    case base64url: return writeBase64(state, bytes);
    default: return slice(bytes, 0, bytes.length, state.encoding);
  }
};

/** The rest: of an incomplete character whatever its bytes stand for. */
StringDecoder.prototype.end = function end(buf) {
  const text = buf === undefined ? '' : this.write(buf);
  return text + this[kState].flush();
};

/** Decodes buf from `offset` on, forgetting what came before. */
StringDecoder.prototype.text = function text(buf, offset) {
  const state = this[kState];
  state.count = state.need = 0;
  return this.write(buf.slice(offset));
};

ObjectDefineProperties(StringDecoder.prototype, {
  lastChar: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return this[kState].held; },
  },
  lastNeed: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return this[kState].need; },
  },
  lastTotal: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return this[kState].count + this[kState].need; },
  },
});

module.exports = { StringDecoder };
