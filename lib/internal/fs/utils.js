// SPDX-License-Identifier: MIT
'use strict';

const { ArrayIsArray, MathTrunc, NumberIsFinite, NumberIsSafeInteger } = primordials;
// What the files of lib/internal/fs share: paths, flags, options, buffers and their checks, in Node's
// order and with Node's error codes. Other modules use it too (streams of child processes, glob, …).

const {
  codes: { ERR_FS_EISDIR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE }, AbortError, hideStackFrames,
} = require('internal/errors');
const {
  parseFileMode, validateAbortSignal, validateBoolean, validateInt32, validateInteger, validateObject, validateUint32,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { isArrayBufferView, isDate, isUint8Array } = require('internal/util/types');
const { getOptionValue } = require('internal/options');
const restricted = getOptionValue('--permission') || getOptionValue('--permission-audit');
const binding = restricted ?
  require('internal/fs/permission').guard(internalBinding('fs')) : internalBinding('fs');
const { fs: {
  F_OK, R_OK, W_OK, X_OK, O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY,
  UV_FS_COPYFILE_EXCL, UV_FS_COPYFILE_FICLONE, UV_FS_COPYFILE_FICLONE_FORCE,
} } = internalBinding('constants');

const kMaxUserId = 2 ** 32 - 1;
const kIoMaxLength = 2 ** 31 - 1;
const kMaxAccessMode = F_OK | R_OK | W_OK | X_OK;
const kMaxCopyMode = UV_FS_COPYFILE_EXCL | UV_FS_COPYFILE_FICLONE | UV_FS_COPYFILE_FICLONE_FORCE;
const kUsePromises = Symbol('fs_use_promises');

// How C is to make names: see enum fs_encoding.
const kText = 0, kBuffer = 1, kLatin1 = 2;

/* ---- paths and descriptors ------------------------------------------------------------------ */

const nullCheck = hideStackFrames((path, propName) => {
  const bad = typeof path === 'string' ? path.includes('\u0000') : path.includes(0);
  if (bad)
    throw new ERR_INVALID_ARG_VALUE(propName, path, 'must be a string, Uint8Array, or URL without null bytes');
});

const validatePath = hideStackFrames((path, propName = 'path') => {
  if (typeof path !== 'string' && !isUint8Array(path))
    throw new ERR_INVALID_ARG_TYPE(propName, ['string', 'Buffer', 'URL'], path);
  nullCheck(path, propName);
});

// The URL code is loaded only when something that may be a URL comes along.
function toPathIfFileURL(path) {
  return path === null || typeof path !== 'object' || isUint8Array(path) ?
    path : require('internal/url').toPathIfFileURL(path);
}

const pathFromOther = hideStackFrames((fileURLOrPath, propName) => {
  const path = toPathIfFileURL(fileURLOrPath);
  validatePath(path, propName);
  return path;
});

/** A string or Buffer that is a path, from what the user gave. */
function getValidatedPath(fileURLOrPath, propName = 'path') {
  if (typeof fileURLOrPath === 'string' && !fileURLOrPath.includes('\u0000')) return fileURLOrPath;
  return pathFromOther(fileURLOrPath, propName);
}

function getValidatedFd(fd, propName = 'fd') {
  if (typeof fd === 'number' && isInt32Fd(fd)) return fd | 0; // -0 becomes 0
  validateInt32(fd, propName, 0);
  return fd;
}

const isFd = (path) => typeof path === 'number' && isInt32Fd(path);
const isInt32Fd = (fd) => (fd >>> 0) === fd && fd <= 2147483647;

/* ---- options --------------------------------------------------------------------------------- */

function assertEncoding(encoding) {
  if (encoding && !Buffer.isEncoding(encoding))
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
}

/** Options from an object, an encoding, or nothing (also when the callback is in their place). */
const getOptions = hideStackFrames((options, defaultOptions = kEmptyObject) => {
  if (options == null || typeof options === 'function') return defaultOptions;
  if (typeof options === 'string') {
    options = { __proto__: null, ...defaultOptions, encoding: options };
  } else if (typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  }
  if (options.encoding !== 'buffer') assertEncoding(options.encoding);
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  return options;
});

/** A shallow copy with inherited properties: options are read once. */
function copyObject(source) {
  const target = {};
  for (const key in source) target[key] = source[key];
  return target;
}

/** How C is to make names in this encoding. */
function nameCode(encoding) {
  if (!encoding || encoding === 'utf8' || encoding === 'utf-8') return kText;
  if (encoding === 'latin1' || encoding === 'binary') return kLatin1;
  return kBuffer;
}

/** What remains to be done with a name that C made: null, or a function. */
function nameDecoder(encoding) {
  if (nameCode(encoding) !== kBuffer || encoding === 'buffer') return null;
  return (name) => name.toString(encoding);
}

const flagNames = {
  '__proto__': null,
  'r': O_RDONLY, 'rs': O_RDONLY | O_SYNC, 'sr': O_RDONLY | O_SYNC,
  'r+': O_RDWR, 'rs+': O_RDWR | O_SYNC, 'sr+': O_RDWR | O_SYNC,
  'w': O_TRUNC | O_CREAT | O_WRONLY,
  'wx': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL, 'xw': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'w+': O_TRUNC | O_CREAT | O_RDWR,
  'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL, 'xw+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'a': O_APPEND | O_CREAT | O_WRONLY,
  'ax': O_APPEND | O_CREAT | O_WRONLY | O_EXCL, 'xa': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'as': O_APPEND | O_CREAT | O_WRONLY | O_SYNC, 'sa': O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'a+': O_APPEND | O_CREAT | O_RDWR,
  'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL, 'xa+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'as+': O_APPEND | O_CREAT | O_RDWR | O_SYNC, 'sa+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
};

function stringToFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validateInt32(flags, name);
    return flags;
  }
  if (flags == null) return O_RDONLY;
  const value = typeof flags === 'string' ? flagNames[flags] : undefined;
  if (value === undefined) throw new ERR_INVALID_ARG_VALUE(name, flags);
  return value;
}

function stringToSymlinkType(type) {
  switch (type) {
    case undefined: case null: case 'file': return 0;
    case 'dir': return 1;
    case 'junction': return 2;
    default: throw new ERR_INVALID_ARG_VALUE('type', type, "must be one of: 'dir', 'file', 'junction', null, undefined");
  }
}

/** A time as seconds since the epoch. Exported as fs._toUnixTimestamp. */
function toUnixTimestamp(time, name = 'time') {
  // eslint-disable-next-line eqeqeq
  if (typeof time === 'string' && +time == time) return +time;
  if (NumberIsFinite(time)) return time < 0 ? Date.now() / 1000 : time;
  if (isDate(time)) return time.getTime() / 1000;
  throw new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

function getValidMode(mode, type) {
  const copy = type === 'copyFile';
  const max = copy ? kMaxCopyMode : kMaxAccessMode;
  if (mode == null) return copy ? 0 : F_OK;
  if (typeof mode !== 'number') {
    throw Object.assign(new TypeError('mode must be int32 or null/undefined'), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  mode = MathTrunc(mode);
  if (!(mode >= 0 && mode <= max)) {
    const range = NumberIsFinite(mode) ? `: >= 0 && <= ${max}` : '';
    throw Object.assign(new RangeError(`mode is out of range${range}`), { code: 'ERR_OUT_OF_RANGE' });
  }
  return mode;
}

/* ---- buffers ----------------------------------------------------------------------------------- */

const validateOffsetLengthRead = hideStackFrames((offset, length, bufferLength) => {
  if (offset < 0) throw new ERR_OUT_OF_RANGE('offset', '>= 0', offset);
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (offset + length > bufferLength) throw new ERR_OUT_OF_RANGE('length', `<= ${bufferLength - offset}`, length);
});

const validateOffsetLengthWrite = hideStackFrames((offset, length, byteLength) => {
  if (offset > byteLength) throw new ERR_OUT_OF_RANGE('offset', `<= ${byteLength}`, offset);
  if (length > byteLength - offset) throw new ERR_OUT_OF_RANGE('length', `<= ${byteLength - offset}`, length);
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  validateInt32(length, 'length', 0);
});

/** A position of read(): number or bigint; -1 and null mean the current one. */
/** What write() makes of a string: an unknown encoding is UTF-8, as in Node. */
const textBytes = (string, encoding) =>
  Buffer.from(string, Buffer.isEncoding(encoding) ? encoding : 'utf8');

const validatePosition = hideStackFrames((position, name, length) => {
  if (typeof position === 'number') {
    validateInteger(position, name, -1);
  } else if (typeof position === 'bigint') {
    const max = 2n ** 63n - 1n - BigInt(length);
    if (position < -1n || position > max) throw new ERR_OUT_OF_RANGE(name, `>= -1 && <= ${max}`, position);
  } else {
    throw new ERR_INVALID_ARG_TYPE(name, ['integer', 'bigint'], position);
  }
});

const validateBufferArray = hideStackFrames((buffers, propName = 'buffers') => {
  if (!ArrayIsArray(buffers)) throw new ERR_INVALID_ARG_TYPE(propName, 'ArrayBufferView[]', buffers);
  for (let i = 0; i < buffers.length; i++) {
    if (!isArrayBufferView(buffers[i])) throw new ERR_INVALID_ARG_TYPE(propName, 'ArrayBufferView[]', buffers);
  }
  return buffers;
});

const validateStringAfterArrayBufferView = hideStackFrames((buffer, name) => {
  if (typeof buffer !== 'string')
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
});

/* ---- rm, cp, rmdir --------------------------------------------------------------------------------- */

const rmDefaults = { __proto__: null, recursive: false, force: false, retryDelay: 100, maxRetries: 0 };

function validateRmdirOptions(options, defaults = rmDefaults) {
  if (options === undefined) return defaults;
  validateObject(options, 'options');
  options = { __proto__: null, ...defaults, ...options };
  validateBoolean(options.recursive, 'options.recursive');
  validateInt32(options.retryDelay, 'options.retryDelay', 0);
  validateUint32(options.maxRetries, 'options.maxRetries');
  return options;
}

function validateRmOptions(options) {
  options = validateRmdirOptions(options, rmDefaults);
  validateBoolean(options.force, 'options.force');
  return options;
}

/** The error of rm() for a directory without `recursive`. */
function rmIsDirectory(path) {
  const { errno: { EISDIR } } = internalBinding('constants').os;
  return new ERR_FS_EISDIR({
    code: 'EISDIR', message: 'is a directory', path: String(path), syscall: 'rm', errno: EISDIR,
  });
}

const cpDefaults = {
  __proto__: null, dereference: false, errorOnExist: false, filter: undefined, force: true, mode: 0,
  preserveTimestamps: false, recursive: false, verbatimSymlinks: false,
};

function validateCpOptions(options) {
  const { validateFunction, validateInteger } = require('internal/validators');
  if (options === undefined) return { __proto__: null, ...cpDefaults };
  validateObject(options, 'options');
  options = { __proto__: null, ...cpDefaults, ...options };
  validateBoolean(options.dereference, 'options.dereference');
  validateBoolean(options.errorOnExist, 'options.errorOnExist');
  validateBoolean(options.force, 'options.force');
  validateBoolean(options.preserveTimestamps, 'options.preserveTimestamps');
  validateBoolean(options.recursive, 'options.recursive');
  validateBoolean(options.verbatimSymlinks, 'options.verbatimSymlinks');
  options.mode ??= 0;
  validateInteger(options.mode, 'mode', 0, kMaxCopyMode);
  if (options.dereference === true && options.verbatimSymlinks === true) {
    const { codes: { ERR_INCOMPATIBLE_OPTION_PAIR } } = require('internal/errors');
    throw new ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  if (options.filter !== undefined) validateFunction(options.filter, 'options.filter');
  return options;
}

/** Where to write, or to read several buffers; null, where the descriptor stands, for all that is no whole number. */
const toPosition = (position) => (NumberIsSafeInteger(position) ? position : null);

/* ---- aborts --------------------------------------------------------------------------------------------- */

const abortError = (signal) => new AbortError(undefined, { cause: signal.reason });

const parseMode = (mode, def) => parseFileMode(mode, 'mode', def);

module.exports = {
  constants: { kIoMaxLength, kMaxUserId },
  abortError,
  assertEncoding,
  binding,
  copyObject,
  getOptions,
  getValidMode,
  getValidatedFd,
  getValidatedPath,
  isFd,
  kBuffer,
  kIoMaxLength,
  kLatin1,
  kMaxUserId,
  kText,
  kUsePromises,
  nameCode,
  nameDecoder,
  nullCheck,
  parseMode,
  realpathCacheKey: Symbol('realpathCacheKey'),
  restricted,
  rmIsDirectory,
  stringToFlags,
  stringToSymlinkType,
  toPathIfFileURL,
  toPosition,
  toUnixTimestamp,
  validateBufferArray,
  validateCpOptions,
  validateOffsetLengthRead,
  validateOffsetLengthWrite,
  validatePath,
  textBytes,
  validatePosition,
  validateRmOptions,
  validateRmdirOptions,
  validateStringAfterArrayBufferView,
};

// Classes have files of their own; they are reached through this module too, as in Node.
for (const [name, id] of [
  ['Stats', 'internal/fs/stats'], ['BigIntStats', 'internal/fs/stats'], ['getStatsFromBinding', 'internal/fs/stats'],
  ['Dirent', 'internal/fs/dirent'], ['getDirents', 'internal/fs/dirent'],
]) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, enumerable: true, configurable: true, get: () => require(id)[name],
  });
}
