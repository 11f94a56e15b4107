// SPDX-License-Identifier: MIT
// require('buffer'): class Buffer. Numbers, text, searching and the pool are in lib/internal/buffer/.
'use strict';

const {
  ArrayIsArray, MathFloor, MathMin, MathTrunc, NumberIsInteger, TypedArrayPrototypeGetLength, TypedArrayPrototypeSet,
} = primordials;

const { codes } = require('internal/errors');
const {
  customInspectSymbol,
  defineLazyProperties,
  deprecate,
  encodingsMap,
  getDeprecationWarningEmitter,
  isInsideNodeModules,
  kIsEncodingSymbol,
  normalizeEncoding,
} = require('internal/util');
const { isAnyArrayBuffer, isArrayBufferView, isTypedArray, isUint8Array } =
  require('internal/util/types');
const { validateArray, validateInteger, validateNumber, validateString } =
  require('internal/validators');
const { FastBuffer, allocatePooled, copyBytes, createUnsafeBuffer, encodeUtf8, writePooled, writeText } =
  require('internal/buffer');
const { atob, btoa, isAscii, isUtf8 } = require('internal/buffer/base64');
const { fill, fillRange, includes, indexOf, lastIndexOf } = require('internal/buffer/search');
const { addTextMethods, checkBytes, checkText, encodingNumber } = require('internal/buffer/text');
const read = require('internal/buffer/read');
const write = require('internal/buffer/write');
const binding = internalBinding('buffer');
const { constants: { ALL_PROPERTIES, ONLY_ENUMERABLE }, getOwnNonIndexProperties } = internalBinding('util');

const { utf16le, utf8 } = encodingsMap;
const kMaxLength = 2 ** 53 - 1;
const kStringMaxLength = 0x1fffffe8;

// ---- making buffers --------------------------------------------------------------------------

const warnConstructor = getDeprecationWarningEmitter('DEP0005',
  'Buffer() is deprecated due to security and usability issues. Please use the ' +
  'Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods instead.');
let constructorLooked = 0;

/** Warns about the constructor, unless the caller is a package (or often enough was one). */
function showConstructorDeprecation() {
  if (constructorLooked > 10000 || process.noDeprecation) return;
  const { getOptionValue } = require('internal/options');
  if (!getOptionValue('--pending-deprecation')) {
    constructorLooked++;
    if (isInsideNodeModules(100)) return;
  }
  constructorLooked = Infinity;
  warnConstructor();
}

/**
 * Deprecated: use Buffer.from() or Buffer.alloc().
 */
function Buffer(arg, encodingOrOffset, length) {
  showConstructorDeprecation();
  if (typeof arg === 'number') {
    if (typeof encodingOrOffset === 'string') {
      throw new codes.ERR_INVALID_ARG_TYPE('string', 'string', arg);
    }
    return Buffer.alloc(arg);
  }
  return Buffer.from(arg, encodingOrOffset, length);
}

Object.defineProperty(Buffer, Symbol.species, {
  __proto__: null, configurable: true, enumerable: false, get() { return FastBuffer; },
});
Buffer.poolSize = 64 * 1024;

/**
 * A buffer with the bytes of a string, an array, a buffer (all copied), or over an ArrayBuffer.
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING
 */
Buffer.from = function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') return fromString(value, encodingOrOffset);
  if (typeof value === 'object' && value !== null) {
    // The question which asks C comes last.
    if (!isArrayBufferView(value) && !ArrayIsArray(value) && isAnyArrayBuffer(value)) {
      return fromArrayBuffer(value, encodingOrOffset, length);
    }
    const plain = value.valueOf && value.valueOf();
    if (plain != null && plain !== value &&
        (typeof plain === 'string' || typeof plain === 'object')) {
      return from(plain, encodingOrOffset, length);
    }
    const buffer = fromObject(value);
    if (buffer !== undefined) return buffer;
    if (typeof value[Symbol.toPrimitive] === 'function') {
      const primitive = value[Symbol.toPrimitive]('string');
      if (typeof primitive === 'string') return fromString(primitive, encodingOrOffset);
    }
  }
  throw new codes.ERR_INVALID_ARG_TYPE('first argument',
    ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
};

function fromString(string, encoding) {
  let number = utf8;
  if (typeof encoding === 'string' && encoding.length !== 0) {
    number = encodingNumber(encoding);
    if (number === -1) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
  }
  if (string.length === 0) return new FastBuffer();
  const most = number === utf8 ? string.length * 3 :
    number === utf16le ? string.length * 2 : string.length;
  const poolSize = Buffer.poolSize;
  // For short ones the exact size is not worth a look at the text.
  if (most <= 4096 && most < poolSize >>> 1) return writePooled(string, number, most, poolSize);
  if (number === utf8 && string.length >= poolSize >>> 1) return new FastBuffer(encodeUtf8(string));
  const size = binding.byteLength(string, number);
  if (size < poolSize >>> 1) return writePooled(string, number, size, poolSize);
  const buffer = createUnsafeBuffer(size);
  const used = writeText(buffer, string, 0, size, number);
  return used === size ? buffer : new FastBuffer(buffer.buffer, 0, used);
}

function fromArrayBuffer(memory, byteOffset, length) {
  byteOffset = byteOffset === undefined ? 0 : +byteOffset || 0;
  const most = memory.byteLength - byteOffset;
  if (most < 0) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (length !== undefined) {
    length = +length;
    if (!(length > 0)) length = 0;
    else if (length > most) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('length');
  }
  return new FastBuffer(memory, byteOffset, length);
}

function fromObject(object) {
  if (object.length !== undefined || isAnyArrayBuffer(object.buffer)) {
    return typeof object.length === 'number' ? fromArrayLike(object) : new FastBuffer();
  }
  if (object.type === 'Buffer' && ArrayIsArray(object.data)) return fromArrayLike(object.data);
}

function fromArrayLike(items) {
  const { length } = items;
  if (!(length > 0)) return new FastBuffer();
  if (length >= Buffer.poolSize >>> 1) return new FastBuffer(items);
  const buffer = allocatePooled(MathTrunc(length), Buffer.poolSize);
  buffer.set(items, 0);
  return buffer;
}

/** Copies the memory behind (a part of) a typed array. */
Buffer.copyBytesFrom = function copyBytesFrom(view, offset, length) {
  if (!isTypedArray(view)) throw new codes.ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
  if (view.length === 0) return Buffer.alloc(0);
  if (offset !== undefined) validateInteger(offset, 'offset', 0);
  if (offset >= view.length) return Buffer.alloc(0);
  if (length !== undefined) validateInteger(length, 'length', 0);
  const part = offset === undefined && length === undefined ? view :
    view.slice(offset ?? 0, length === undefined ? undefined : (offset ?? 0) + length);
  return fromArrayLike(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
};

Object.setPrototypeOf(Buffer, Uint8Array);

/** A buffer of the given bytes. */
Buffer.of = function of(...items) {
  const buffer = createUnsafeBuffer(items.length);
  for (let i = 0; i < items.length; i++) buffer[i] = items[i];
  return buffer;
};

/** A buffer of `size` bytes, filled with zeros or with `fill`. */
Buffer.alloc = function alloc(size, fill, encoding) {
  validateNumber(size, 'size', 0, kMaxLength);
  if (fill !== undefined && fill !== 0 && size > 0) {
    const buffer = createUnsafeBuffer(size);
    return fillRange(buffer, fill, 0, buffer.length, encoding);
  }
  return new FastBuffer(size);
};

/** A buffer of `size` bytes that hold whatever was in memory. */
Buffer.allocUnsafe = function allocUnsafe(size) {
  validateNumber(size, 'size', 0, kMaxLength);
  if (!(size > 0)) return new FastBuffer();
  if (size < Buffer.poolSize >>> 1) return allocatePooled(MathTrunc(size), Buffer.poolSize);
  return createUnsafeBuffer(size);
};

/** The same, never from the pool. */
Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
  validateNumber(size, 'size', 0, kMaxLength);
  return createUnsafeBuffer(size);
};

function SlowBuffer(size) {
  validateNumber(size, 'size', 0, kMaxLength);
  return createUnsafeBuffer(size);
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

Buffer.isBuffer = function isBuffer(value) {
  return value instanceof Buffer;
};

/** -1, 0 or 1: the order of two byte sequences. */
Buffer.compare = function compare(buf1, buf2) {
  if (!isUint8Array(buf1)) throw new codes.ERR_INVALID_ARG_TYPE('buf1', ['Buffer', 'Uint8Array'], buf1);
  if (!isUint8Array(buf2)) throw new codes.ERR_INVALID_ARG_TYPE('buf2', ['Buffer', 'Uint8Array'], buf2);
  return buf1 === buf2 ? 0 : binding.compare(buf1, buf2);
};

Buffer.isEncoding = function isEncoding(encoding) {
  return typeof encoding === 'string' && encoding.length !== 0 &&
    normalizeEncoding(encoding) !== undefined;
};
Buffer[kIsEncodingSymbol] = Buffer.isEncoding;

/** All buffers of `list` one after the other, cut off or filled up to `length`. */
Buffer.concat = function concat(list, length) {
  if (!ArrayIsArray(list)) validateArray(list, 'list');
  const count = list.length;
  if (count === 0) return new FastBuffer();
  let total = 0;
  if (length !== undefined) {
    validateInteger(length, 'length', 0);
    total = length;
  } else {
    for (let i = 0; i < count; i++) {
      if (list[i]?.length) total += list[i].length;
    }
  }
  const buffer = Buffer.allocUnsafe(total);
  const at = count > CONCAT_FEW ? binding.concat(list, buffer) : concatFew(list, count, buffer, total);
  if (at < 0) {
    const bad = -1 - at;
    throw new codes.ERR_INVALID_ARG_TYPE(`list[${bad}]`, ['Buffer', 'Uint8Array'], list[bad]);
  }
  if (at < total) buffer.fill(0, at, total);
  return buffer;
};

/** Up to here the engine's own copying is quicker than one call into C for all of them. */
const CONCAT_FEW = 12;

/** As binding.concat(): how many bytes were copied; -1 - i for the first item that has none. */
function concatFew(list, count, buffer, total) {
  let at = 0;
  for (let i = 0; i < count; i++) {
    const part = list[i];
    if (!isUint8Array(part)) return -1 - i;
    const size = TypedArrayPrototypeGetLength(part);
    if (size <= total - at) {
      TypedArrayPrototypeSet(buffer, part, at);
      at += size;
    } else {
      copyBytes(part, buffer, at, 0, total - at);
      at = total;
    }
  }
  return at;
}

/** Bytes that a string takes in an encoding (an unknown one counts as UTF-8). */
Buffer.byteLength = function byteLength(string, encoding) {
  if (typeof string !== 'string') {
    if (isArrayBufferView(string) || isAnyArrayBuffer(string)) return string.byteLength;
    throw new codes.ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], string);
  }
  if (string.length === 0) return 0;
  if (!encoding) return binding.byteLengthUtf8(string);
  const number = encodingNumber(encoding);
  if (number === utf8 || number === -1) return binding.byteLengthUtf8(string);
  return binding.byteLength(string, number);
};

// ---- Buffer.prototype -------------------------------------------------------------------------

Buffer.prototype = FastBuffer.prototype;
FastBuffer.prototype.constructor = Buffer;
binding.setBufferPrototype(Buffer.prototype);

for (const group of [read, write]) {
  for (const name in group) {
    Buffer.prototype[name] = group[name];
    // readUint8 and the like, as JavaScript spells it.
    if (name.includes('UInt')) Buffer.prototype[name.replace('UInt', 'Uint')] = group[name];
  }
}
addTextMethods(Buffer.prototype);

Object.defineProperty(Buffer.prototype, 'parent', {
  __proto__: null,
  enumerable: true,
  get() { return this instanceof Buffer ? this.buffer : undefined; },
});
Object.defineProperty(Buffer.prototype, 'offset', {
  __proto__: null,
  enumerable: true,
  get() { return this instanceof Buffer ? this.byteOffset : undefined; },
});

function toInteger(value, whenNot) {
  value = +value;
  if (!(value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER)) return whenNot;
  return value % 1 === 0 ? value : MathFloor(value);
}

/** An offset of copy(): integers of any size stay as they are, and are refused by what follows. */
function offset(value, whenUndefined) {
  if (NumberIsInteger(value)) return value;
  return value === undefined ? whenUndefined : toInteger(value, 0);
}

/** Copies a part of this buffer into another; returns the number of bytes. */
Buffer.prototype.copy = function copy(target, targetStart, sourceStart, sourceEnd) {
  if (!isArrayBufferView(this)) {
    throw new codes.ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], this);
  }
  if (!isArrayBufferView(target)) {
    throw new codes.ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
  }
  targetStart = offset(targetStart, 0);
  if (targetStart < 0) throw new codes.ERR_OUT_OF_RANGE('targetStart', '>= 0', targetStart);
  sourceStart = offset(sourceStart, 0);
  let size = this.byteLength; // now: the conversions may have changed it
  if (sourceStart < 0 || sourceStart > size) {
    throw new codes.ERR_OUT_OF_RANGE('sourceStart', `>= 0 && <= ${size}`, sourceStart);
  }
  sourceEnd = offset(sourceEnd, size);
  if (sourceEnd < 0) throw new codes.ERR_OUT_OF_RANGE('sourceEnd', '>= 0', sourceEnd);
  const room = target.byteLength;
  size = this.byteLength;
  if (targetStart >= room || sourceStart >= sourceEnd) return 0;
  const count = MathMin(sourceEnd - sourceStart, room - targetStart, size - sourceStart);
  if (count <= 0) return 0;
  copyBytes(this, target, targetStart, sourceStart, count);
  return count;
};

/** The text in (a part of) the buffer. */
Buffer.prototype.toString = function toString(encoding, start, end) {
  const { length } = this;
  if (arguments.length === 0) return binding.slice(this, 0, length, utf8);
  if (start === undefined || start <= 0) start = 0;
  else if (start >= length) return '';
  else start = MathTrunc(start) || 0;
  end = end === undefined || end > length ? length : MathTrunc(end) || 0;
  if (end <= start) {
    checkBytes(this);
    return '';
  }
  const number = encoding === undefined ? utf8 : encodingNumber(encoding);
  if (number === -1) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
  return binding.slice(this, start, end, number);
};

Buffer.prototype.equals = function equals(otherBuffer) {
  if (!isUint8Array(otherBuffer)) {
    throw new codes.ERR_INVALID_ARG_TYPE('otherBuffer', ['Buffer', 'Uint8Array'], otherBuffer);
  }
  if (this === otherBuffer) return true;
  const { byteLength } = this;
  if (byteLength === undefined) TypedArrayPrototypeGetLength(this); // throws
  return byteLength === otherBuffer.byteLength && binding.compare(this, otherBuffer) === 0;
};

let inspectMaxBytes = 50;

Buffer.prototype[customInspectSymbol] = function inspect(recurseTimes, ctx) {
  const actual = MathMin(inspectMaxBytes, this.length);
  const rest = this.length - inspectMaxBytes;
  let text = Buffer.prototype.hexSlice.call(this, 0, actual).replace(/(.{2})/g, '$1 ').trim();
  if (rest > 0) text += ` ... ${rest} more byte${rest > 1 ? 's' : ''}`;
  if (ctx) {
    const extra = inspectProperties(this, ctx);
    if (extra !== '') text += this.length !== 0 ? `, ${extra}` : extra;
  }
  let { name } = this.constructor;
  if (name === '') name = 'Buffer';
  return `<${name} ${text}>`;
};
Buffer.prototype.inspect = Buffer.prototype[customInspectSymbol];

/** The properties of a buffer besides its bytes. */
function inspectProperties(buffer, ctx) {
  const properties = { __proto__: null };
  let any = false;
  const keys = getOwnNonIndexProperties(buffer, ctx.showHidden ? ALL_PROPERTIES : ONLY_ENUMERABLE);
  for (let i = 0; i < keys.length; i++) {
    properties[keys[i]] = buffer[keys[i]];
    any = true;
  }
  if (!any) return '';
  const { inspect } = require('internal/util/inspect');
  const text = inspect(properties, { ...ctx, breakLength: Infinity, compact: true });
  return text.slice('[Object: null prototype] { '.length, -2);
}

/** Order of (parts of) this buffer and another. */
Buffer.prototype.compare = function compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
  if (!isUint8Array(target)) {
    throw new codes.ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
  }
  checkBytes(this);
  if (arguments.length === 1) return binding.compare(this, target);
  targetStart = compareStart(targetStart, 'targetStart');
  targetEnd = compareEnd(targetEnd, 'targetEnd', target.length);
  sourceStart = compareStart(sourceStart, 'sourceStart');
  sourceEnd = compareEnd(sourceEnd, 'sourceEnd', this.length);
  if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
  if (targetStart >= targetEnd) return 1;
  return binding.compareRange(this, sourceStart, sourceEnd, target, targetStart, targetEnd);
};

function compareStart(value, name) {
  if (value === undefined) return 0;
  validateInteger(value, name, 0);
  return value;
}

function compareEnd(value, name, length) {
  if (value === undefined) return length;
  validateInteger(value, name, 0, length);
  return value;
}

Buffer.prototype.indexOf = indexOf;
Buffer.prototype.lastIndexOf = lastIndexOf;
Buffer.prototype.includes = includes;
Buffer.prototype.fill = fill;

/** write(string[, offset[, length]][, encoding]): returns the number of bytes written. */
Buffer.prototype.write = function write(string, offset, length, encoding) {
  const size = this.length;
  if (offset === undefined) {
    checkText(string);
    const used = writeText(this, string, 0, size, utf8);
    if (!used) checkBytes(this);
    return used;
  }
  if (length === undefined && typeof offset === 'string') {
    encoding = offset;
    offset = 0;
    length = size;
  } else {
    validateInteger(offset, 'offset', 0, size);
    const room = size - offset;
    if (length === undefined) {
      length = room;
    } else if (typeof length === 'string') {
      encoding = length;
      length = room;
    } else {
      validateInteger(length, 'length', 0, size);
      if (length > room) length = room;
    }
  }
  const number = encoding ? encodingNumber(encoding) : utf8;
  if (number === -1) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
  checkText(string);
  return writeText(this, string, offset, length, number);
};

Buffer.prototype.toJSON = function toJSON() {
  const data = new Array(this.length > 0 ? this.length : 0);
  for (let i = 0; i < data.length; i++) data[i] = this[i];
  return { type: 'Buffer', data };
};

function clampIndex(index, length) {
  index = MathTrunc(index) || 0;
  if (index < 0) {
    index += length;
    return index > 0 ? index : 0;
  }
  return index < length ? index : length;
}

/** A buffer over the same memory. */
Buffer.prototype.subarray = function subarray(start, end) {
  const { buffer, length } = this;
  if (buffer === undefined) TypedArrayPrototypeGetLength(this); // throws
  if (end >>> 0 === end && start >>> 0 === start && start <= end && end <= length) {
    return new FastBuffer(buffer, this.byteOffset + start, end - start);
  }
  start = clampIndex(start, length);
  end = end === undefined ? length : clampIndex(end, length);
  return new FastBuffer(buffer, this.byteOffset + start, end > start ? end - start : 0);
};
Buffer.prototype.slice = function slice(start, end) {
  return this.subarray(start, end);
};

function swap(buffer, width, bits) {
  if (TypedArrayPrototypeGetLength(buffer) % width !== 0) throw new codes.ERR_INVALID_BUFFER_SIZE(bits);
  binding.swap(buffer, width);
  return buffer;
}
Buffer.prototype.swap16 = function swap16() {
  return swap(this, 2, '16-bits');
};
Buffer.prototype.swap32 = function swap32() {
  return swap(this, 4, '32-bits');
};
Buffer.prototype.swap64 = function swap64() {
  return swap(this, 8, '64-bits');
};
Buffer.prototype.toLocaleString = Buffer.prototype.toString;

// ---- the module ---------------------------------------------------------------------------------

/** Converts bytes from one encoding into another. */
function transcode(source, fromEncoding, toEncoding) {
  return require('internal/encoding').transcode(source, fromEncoding, toEncoding);
}

module.exports = {
  Buffer,
  SlowBuffer: deprecate(SlowBuffer,
    'SlowBuffer() is deprecated. Please use Buffer.allocUnsafeSlow()', 'DEP0030'),
  transcode,
  isUtf8,
  isAscii,
  kMaxLength,
  kStringMaxLength,
  btoa,
  atob,
};

Object.defineProperty(module.exports, 'constants', {
  __proto__: null,
  configurable: false,
  enumerable: true,
  value: Object.defineProperties({}, {
    MAX_LENGTH: { __proto__: null, value: kMaxLength, enumerable: true },
    MAX_STRING_LENGTH: { __proto__: null, value: kStringMaxLength, enumerable: true },
  }),
});
Object.defineProperty(module.exports, 'INSPECT_MAX_BYTES', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return inspectMaxBytes; },
  set(value) {
    validateNumber(value, 'INSPECT_MAX_BYTES', 0);
    inspectMaxBytes = value;
  },
});
defineLazyProperties(module.exports, 'internal/blob', ['Blob', 'resolveObjectURL']);
defineLazyProperties(module.exports, 'internal/file', ['File']);
