// SPDX-License-Identifier: MIT
'use strict';

const { MathMax, NumberIsInteger } = primordials;
// The synchronous half of fs. Each function checks its arguments in Node's order and makes one call
// into src/bindings/fs*.c, which throws system errors itself.

const {
  codes: { ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const {
  kValidateObjectAllowNullable, parseFileMode, validateBoolean, validateBuffer, validateEncoding, validateInteger, validateObject, validateOneOf,
} = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const {
  binding, copyObject, getOptions, getValidMode, getValidatedFd, getValidatedPath, isFd, kBuffer, kLatin1, kMaxUserId,
  nameCode, nameDecoder, rmIsDirectory, stringToFlags, stringToSymlinkType, textBytes, toPosition, toUnixTimestamp,
  validateBufferArray, validateOffsetLengthRead, validateOffsetLengthWrite, validatePosition, validateRmOptions,
  validateRmdirOptions, validateStringAfterArrayBufferView,
} = require('internal/fs/utils');
const { closes } = require('internal/fs/abandoned');
const { fs: { O_RDONLY } } = internalBinding('constants');
const { UV_ENOENT, UV_ENOTDIR } = internalBinding('uv');
const { getStatFsFromBinding, makeStats, numbers } = require('internal/fs/stats');

/** Tests access; throws when it is denied. */
function accessSync(path, mode) {
  path = getValidatedPath(path);
  binding.access(path, getValidMode(mode, 'access'));
}

/** True if the path exists; never throws. */
function existsSync(path) {
  if (typeof path === 'string') return binding.exists(path);
  try {
    path = getValidatedPath(path);
  } catch (error) {
    if (error.code === 'ERR_INVALID_ARG_TYPE') warnExists();
    return false;
  }
  return binding.exists(path);
}

let warnedExists = false;
function warnExists() {
  if (warnedExists) return;
  warnedExists = true;
  process.emitWarning('Passing invalid argument types to fs.existsSync is deprecated', 'DeprecationWarning', 'DEP0187');
}

function openSync(path, flags, mode) {
  path = getValidatedPath(path);
  return binding.open(path, stringToFlags(flags), parseFileMode(mode, 'mode', 0o666));
}

function closeSync(fd) {
  fd = getValidatedFd(fd);
  closes(fd);
  binding.close(fd);
}

/* ---- read, write ------------------------------------------------------------------------------- */

/** readSync(fd, buffer[, offset[, length[, position]]]) or readSync(fd, buffer[, options]). */
function readSync(fd, buffer, offsetOrOptions, length, position) {
  validateBuffer(buffer);
  let offset = offsetOrOptions;
  if (arguments.length <= 3 || (offsetOrOptions !== null && typeof offsetOrOptions === 'object')) {
    if (offsetOrOptions !== undefined) validateObject(offsetOrOptions, 'options', kValidateObjectAllowNullable);
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? {});
    validateInteger(offset, 'offset', 0);
  } else if (offset === undefined || offset === null) {
    offset = 0;
  } else {
    validateInteger(offset, 'offset', 0);
  }
  if (length === undefined) length = buffer.byteLength - offset;
  else length |= 0;
  if (position == null) position = -1;
  else validatePosition(position, 'position', length);
  if (length === 0) return 0;
  if (buffer.byteLength === 0) throw new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  return binding.read(getValidatedFd(fd), buffer, offset, length, position);
}

function readvSync(fd, buffers, position) {
  validateBufferArray(buffers);
  return binding.readv(getValidatedFd(fd), buffers.slice(), toPosition(position));
}

/** writeSync(fd, buffer[, offset[, length[, position]]]), with options, or (fd, string[, position[, encoding]]). */
function writeSync(fd, buffer, offsetOrOptions, length, position) {
  let offset = offsetOrOptions;
  if (isArrayBufferView(buffer)) {
    if (position === undefined) position = null;
    if (typeof offset === 'object' && offset !== null) {
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions);
    }
    if (offset == null) offset = 0;
    else validateInteger(offset, 'offset', 0);
    if (typeof length !== 'number') length = buffer.byteLength - offset;
    validateOffsetLengthWrite(offset, length, buffer.byteLength);
    return binding.write(getValidatedFd(fd), buffer, offset, length, toPosition(position));
  }
  validateStringAfterArrayBufferView(buffer, 'buffer');
  validateEncoding(buffer, length);
  if (offset === undefined) offset = null;
  return writeString(getValidatedFd(fd), buffer, offset, length);
}

function writeString(fd, string, position, encoding) {
  position = toPosition(position);
  if (encoding == null || encoding === 'utf8' || encoding === 'utf-8')
    return binding.writeString(fd, string, position);
  const bytes = textBytes(string, encoding);
  return binding.write(fd, bytes, 0, bytes.length, position);
}

function writevSync(fd, buffers, position) {
  validateBufferArray(buffers);
  if (buffers.length === 0) return 0;
  return binding.writev(getValidatedFd(fd), buffers.slice(), toPosition(position));
}

/* ---- whole files ---------------------------------------------------------------------------------- */

/** The file as Buffer, or as string if an encoding is given. `path` may be a descriptor. */
function readFileSync(path, options) {
  if (options === 'utf8' && typeof path === 'string') return binding.readFileUtf8(getValidatedPath(path), O_RDONLY);
  options = getOptions(options, readDefaults);
  const { encoding } = options;
  const target = isFd(path) ? path : getValidatedPath(path);
  const flags = stringToFlags(options.flag);
  if (encoding === 'utf8' || encoding === 'utf-8') return binding.readFileUtf8(target, flags);
  if (!encoding || encoding === 'buffer') return binding.readFile(target, flags, kBuffer);
  if (encoding === 'latin1' || encoding === 'binary') return binding.readFile(target, flags, kLatin1);
  return binding.readFile(target, flags, kBuffer).toString(encoding);
}
const readDefaults = { __proto__: null, flag: 'r' };

const writeDefaults = { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'w', flush: false };
const appendDefaults = { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'a' };

/** Replaces the file by a string or bytes. `path` may be a descriptor. */
function writeFileSync(path, data, options) {
  options = getOptions(options, writeDefaults);
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  const { encoding } = options;
  const flag = options.flag || 'w';
  if (typeof data === 'string' && !flush &&
      (encoding === 'utf8' || encoding === undefined || encoding === null || encoding === 'utf-8')) {
    const target = isFd(path) ? path : getValidatedPath(path);
    binding.writeFileUtf8(target, data, stringToFlags(flag), parseFileMode(options.mode, 'mode', 0o666));
    return;
  }
  if (!isArrayBufferView(data)) {
    validateStringAfterArrayBufferView(data, 'data');
    data = Buffer.from(data, encoding || 'utf8');
  }
  const target = isFd(path) ? path : getValidatedPath(path);
  const flags = stringToFlags(flag), mode = parseFileMode(options.mode, 'mode', 0o666);
  if (flush) writeAndFlush(target, data, flags, mode);
  else binding.writeFile(target, data, flags, mode);
}

// The descriptor is flushed by fs.fsyncSync, which programs may have wrapped.
function writeAndFlush(target, data, flags, mode) {
  const fd = typeof target === 'number' ? target : binding.open(target, flags, mode);
  try {
    binding.writeFile(fd, data, 0, 0);
    require('fs').fsyncSync(fd);
  } finally {
    if (fd !== target) binding.close(fd);
  }
}

function appendFileSync(path, data, options) {
  options = copyObject(getOptions(options, appendDefaults));
  // Appends to a descriptor are writes at its end, whatever the flag says.
  if (!options.flag || isFd(path)) options.flag = 'a';
  require('fs').writeFileSync(path, data, options);
}

function truncateSync(path, len) {
  if (len === undefined) len = 0;
  path = getValidatedPath(path);
  if (!NumberIsInteger(len)) {
    closeSync(openSync(path, 'r+')); // a file that is not there is the first thing to say
    validateInteger(len, 'len');
  }
  binding.truncate(path, MathMax(0, len));
}

function ftruncateSync(fd, len = 0) {
  validateInteger(len, 'len');
  binding.ftruncate(getValidatedFd(fd), len < 0 ? 0 : len);
}

function fsyncSync(fd) { binding.fsync(getValidatedFd(fd)); }
function fdatasyncSync(fd) { binding.fdatasync(getValidatedFd(fd)); }

/* ---- stat ----------------------------------------------------------------------------------------- */

function statSync(path, options = undefined) {
  return statOf(getValidatedPath(path), options, true);
}

function lstatSync(path, options = undefined) {
  return statOf(getValidatedPath(path), options, false);
}

function statOf(path, options, follow) {
  let big = false, quiet = false;
  if (options !== undefined && options !== null) {
    big = options.bigint === true;
    quiet = options.throwIfNoEntry === false;
  }
  if (!big && typeof path === 'string') {
    const code = binding.statNow(path, numbers, follow);
    if (code === 0) return makeStats(false);
    // Only stat() takes a file that stands for a directory for one that is missing.
    if (quiet && (code === UV_ENOENT || (follow && code === UV_ENOTDIR))) return undefined;
  }
  // Bytes, BigInts and errors.
  try {
    const found = follow ? binding.stat(path, big, quiet) : binding.lstat(path, big, false);
    return found ? makeStats(big) : undefined;
  } catch (error) {
    if (quiet && error.errno === UV_ENOENT) return undefined;
    throw error;
  }
}

function fstatSync(fd, options = undefined) {
  fd = getValidatedFd(fd);
  const big = options?.bigint === true;
  binding.fstat(fd, big);
  return makeStats(big);
}

function statfsSync(path, options = undefined) {
  return getStatFsFromBinding(binding.statfs(getValidatedPath(path), options?.bigint === true));
}

/* ---- names ------------------------------------------------------------------------------------------ */

function renameSync(oldPath, newPath) {
  oldPath = getValidatedPath(oldPath, 'oldPath');
  newPath = getValidatedPath(newPath, 'newPath');
  binding.rename(oldPath, newPath, 0);
}

function linkSync(existingPath, newPath) {
  existingPath = getValidatedPath(existingPath, 'existingPath');
  newPath = getValidatedPath(newPath, 'newPath');
  binding.link(existingPath, newPath, 0);
}

function symlinkSync(target, path, type) {
  validateOneOf(type, 'type', ['dir', 'file', 'junction', null, undefined]);
  target = getValidatedPath(target, 'target');
  path = getValidatedPath(path);
  binding.symlink(target, path, stringToSymlinkType(type));
}

function unlinkSync(path) { binding.unlink(getValidatedPath(path)); }

function readlinkSync(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  const decode = nameDecoder(encoding);
  const link = binding.readlink(path, nameCode(encoding));
  return decode === null ? link : decode(link);
}

function realpathNativeSync(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  const decode = nameDecoder(encoding);
  const real = binding.realpath(path, nameCode(encoding));
  return decode === null ? real : decode(real);
}

function copyFileSync(src, dest, mode) {
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  binding.copyFile(src, dest, getValidMode(mode, 'copyFile'));
}

/* ---- directories -------------------------------------------------------------------------------------- */

/** mkdir; with `recursive` returns the first directory made, or undefined. */
function mkdirSync(path, options) {
  const { mode, recursive } = mkdirOptions(options);
  path = getValidatedPath(path);
  return binding.mkdir(path, parseFileMode(mode, 'mode'), recursive);
}

function mkdirOptions(options, modeName = 'options.mode') {
  let mode = 0o777, recursive = false;
  if (typeof options === 'number' || typeof options === 'string') {
    mode = parseFileMode(options, 'mode');
  } else if (options) {
    ({ recursive = false } = options);
    validateBoolean(recursive, 'options.recursive');
    ({ mode = mode } = options);
    mode = parseFileMode(mode, modeName);
  }
  return { mode, recursive };
}

function readdirSync(path, options) {
  options = getOptions(options);
  path = getValidatedPath(path);
  if (options.recursive != null) validateBoolean(options.recursive, 'options.recursive');
  const { encoding } = options;
  const types = !!options.withFileTypes;
  const list = binding.readdir(path, nameCode(encoding), types, !!options.recursive);
  const decode = nameDecoder(encoding);
  if (types) return require('internal/fs/dirent').getDirents(path, list, decode);
  return decode === null ? list : list.map(decode);
}

let warnedTemplate = false;

/** A template that ends in XXXXXX, from the prefix of mkdtemp. */
function tempTemplate(prefix) {
  prefix = getValidatedPath(prefix, 'prefix');
  if (!warnedTemplate && (typeof prefix === 'string' ? prefix.endsWith('X') : prefix.at(-1) === 0x58)) {
    warnedTemplate = true;
    process.emitWarning('mkdtemp() templates ending with X are not portable. ' +
      'For details see: https://nodejs.org/api/fs.html');
  }
  return typeof prefix === 'string' ? `${prefix}XXXXXX` : Buffer.concat([prefix, Buffer.from('XXXXXX')]);
}

function mkdtempSync(prefix, options) {
  const { encoding } = getOptions(options);
  const template = tempTemplate(prefix);
  const decode = nameDecoder(encoding);
  const path = binding.mkdtemp(template, nameCode(encoding));
  return decode === null ? path : decode(path);
}

/** mkdtemp for `using`: { path, remove(), [Symbol.dispose]() }. */
function mkdtempDisposableSync(prefix, options) {
  const { encoding } = getOptions(options);
  const decode = nameDecoder(encoding);
  const made = binding.mkdtemp(tempTemplate(prefix), nameCode(encoding));
  const path = decode === null ? made : decode(made);
  const full = require('path').resolve(process.cwd(), String(path));
  const remove = () => binding.rm(full, true, true, 0, 100);
  return { __proto__: null, path, remove, [Symbol.dispose]() { remove(); } };
}

let warnedRmdir = false;
function warnRmdirRecursive() {
  if (warnedRmdir) return;
  warnedRmdir = true;
  process.emitWarning('In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. ' +
    'Use fs.rm(path, { recursive: true }) instead', 'DeprecationWarning', 'DEP0147');
}

function rmdirSync(path, options) {
  path = getValidatedPath(path);
  if (options?.recursive) {
    warnRmdirRecursive();
    options = validateRmdirOptions(options);
    const stats = lstatSync(path);
    if (stats.isDirectory()) return binding.rm(path, true, false, options.maxRetries, options.retryDelay);
  } else {
    validateRmdirOptions(options);
  }
  return binding.rmdir(path);
}

function rmSync(path, options) {
  options = validateRmOptions(options);
  path = getValidatedPath(path);
  const stats = lstatSync(path, { throwIfNoEntry: !options.force });
  if (stats === undefined) return;
  if (stats.isDirectory() && !options.recursive) throw rmIsDirectory(path);
  binding.rm(path, options.recursive, options.force, options.maxRetries, options.retryDelay);
}

/* ---- owner, mode, times ------------------------------------------------------------------------------- */

function chmodSync(path, mode) {
  path = getValidatedPath(path);
  binding.chmod(path, parseFileMode(mode, 'mode'));
}
function fchmodSync(fd, mode) {
  mode = parseFileMode(mode, 'mode');
  binding.fchmod(getValidatedFd(fd), mode);
}

function validateOwner(uid, gid) {
  validateInteger(uid, 'uid', -1, kMaxUserId);
  validateInteger(gid, 'gid', -1, kMaxUserId);
}
function chownSync(path, uid, gid) {
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  binding.chown(path, uid, gid);
}
function lchownSync(path, uid, gid) {
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  binding.lchown(path, uid, gid);
}
function fchownSync(fd, uid, gid) {
  validateOwner(uid, gid);
  binding.fchown(getValidatedFd(fd), uid, gid);
}

function utimesSync(path, atime, mtime) {
  path = getValidatedPath(path);
  binding.utimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime));
}
function lutimesSync(path, atime, mtime) {
  path = getValidatedPath(path);
  binding.lutimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime));
}
function futimesSync(fd, atime, mtime) {
  atime = toUnixTimestamp(atime, 'atime');
  mtime = toUnixTimestamp(mtime, 'mtime');
  binding.futimes(getValidatedFd(fd), atime, mtime);
}

module.exports = {
  accessSync, appendFileSync, chmodSync, chownSync, closeSync, copyFileSync, existsSync, fchmodSync, fchownSync,
  fdatasyncSync, fstatSync, fsyncSync, ftruncateSync, futimesSync, lchownSync, linkSync, lstatSync, lutimesSync,
  mkdirOptions, mkdirSync, mkdtempDisposableSync, mkdtempSync, openSync, readFileSync, readSync, readdirSync,
  readlinkSync, readvSync, realpathNativeSync, renameSync, rmSync, rmdirSync, statSync, statfsSync, symlinkSync,
  tempTemplate, truncateSync, unlinkSync, utimesSync, validateOwner, warnRmdirRecursive, writeFileSync, writeSync,
  writevSync,
};
