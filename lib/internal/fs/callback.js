// SPDX-License-Identifier: MIT
'use strict';

const { MathMax } = primordials;
// The callback half of fs. Arguments are checked at once (errors are thrown), the work is one pool
// job, and C calls the user's callback directly wherever its arguments need no reshaping.

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const {
  kValidateObjectAllowNullable, parseFileMode, validateBoolean, validateBuffer, validateEncoding, validateFunction,
  validateInteger, validateObject, validateOneOf,
} = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { customPromisifyArgs, kEmptyObject, promisify } = require('internal/util');
const {
  abortError, binding, copyObject, getOptions, getValidMode, getValidatedFd, getValidatedPath, isFd, kBuffer, kLatin1,
  kText, nameCode, nameDecoder, rmIsDirectory, stringToFlags, stringToSymlinkType, textBytes, toPosition, toUnixTimestamp,
  validateBufferArray, validateOffsetLengthRead, validateOffsetLengthWrite, validatePosition, validateRmOptions,
  validateRmdirOptions, validateStringAfterArrayBufferView,
} = require('internal/fs/utils');
const { getStatFsFromBinding } = require('internal/fs/stats');
const { closes } = require('internal/fs/abandoned');
const { enabledHooksExist } = require('internal/async_hooks');
const { mkdirOptions, tempTemplate, validateOwner, warnRmdirRecursive } = require('internal/fs/sync');

function needCallback(cb) {
  validateFunction(cb, 'cb');
  return cb;
}

// A callback whose result is decoded from Buffer first.
const decoded = (callback, decode) =>
  (decode === null ? callback : (error, value) => (error ? callback(error) : callback(null, decode(value))));

function access(path, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = undefined;
  }
  path = getValidatedPath(path);
  needCallback(callback);
  binding.access(path, getValidMode(mode, 'access'), callback);
}

function exists(path, callback) {
  needCallback(callback);
  try {
    path = getValidatedPath(path);
  } catch {
    return callback(false);
  }
  binding.access(path, 0, (error) => callback(!error));
}
Object.defineProperty(exists, promisify.custom, {
  __proto__: null,
  // Its name is part of the interface.
  value: { exists: function(path) { return new Promise((resolve) => exists(path, resolve)); } }.exists,
});

function open(path, flags, mode, callback) {
  path = getValidatedPath(path);
  if (arguments.length < 3) {
    callback = flags;
    flags = 'r';
    mode = 0o666;
  } else if (typeof mode === 'function') {
    callback = mode;
    mode = 0o666;
  } else {
    mode = parseFileMode(mode, 'mode', 0o666);
  }
  const flagsNumber = stringToFlags(flags);
  binding.open(path, flagsNumber, mode, needCallback(callback));
}

function close(fd, callback = defaultClose) {
  if (callback !== defaultClose) needCallback(callback);
  fd = getValidatedFd(fd);
  closes(fd);
  binding.close(fd, callback);
}

function defaultClose(error) {
  if (error != null) throw error;
}

/* ---- read, write ---------------------------------------------------------------------------------- */

/** read(fd[, buffer[, offset[, length[, position]]]], cb) or read(fd[, buffer][, options], cb). */
function read(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions, params = null;
  if (arguments.length <= 4) {
    if (arguments.length === 4) {
      callback = length;
      params = offsetOrOptions;
    } else if (arguments.length === 3) {
      callback = offsetOrOptions;
      if (!isArrayBufferView(buffer)) {
        params = buffer;
        ({ buffer = Buffer.alloc(16384) } = params ?? kEmptyObject);
      }
    } else {
      callback = buffer;
      buffer = Buffer.alloc(16384);
    }
    if (params !== undefined) validateObject(params, 'options', kValidateObjectAllowNullable);
    ({ offset = 0, length = buffer?.byteLength - offset, position = null } = params ?? kEmptyObject);
  }
  validateBuffer(buffer);
  needCallback(callback);
  if (offset == null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  length |= 0;
  if (position == null) position = -1;
  else validatePosition(position, 'position', length);
  if (length === 0) return process.nextTick(callback, null, 0, buffer);
  if (buffer.byteLength === 0) throw new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  binding.read(fd, buffer, offset, length, position, (error, n) => callback(error, n || 0, buffer));
}
Object.defineProperty(read, customPromisifyArgs, { __proto__: null, value: ['bytesRead', 'buffer'], enumerable: false });

function readv(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  callback = needCallback(callback || position);
  position = toPosition(position);
  binding.readv(fd, buffers.slice(), position, (error, n) => callback(error, n || 0, buffers));
}
Object.defineProperty(readv, customPromisifyArgs, { __proto__: null, value: ['bytesRead', 'buffers'], enumerable: false });

/** write(fd, buffer[, offset[, length[, position]]], cb), (fd, buffer, options, cb), (fd, string[, position[, encoding]], cb). */
function write(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  if (isArrayBufferView(buffer)) {
    callback = needCallback(callback || position || length || offset);
    if (typeof offset === 'object' && offset !== null)
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions);
    if (offset == null || typeof offset === 'function') offset = 0;
    else validateInteger(offset, 'offset', 0);
    if (typeof length !== 'number') length = buffer.byteLength - offset;
    validateOffsetLengthWrite(offset, length, buffer.byteLength);
    binding.write(fd, buffer, offset, length, toPosition(position), (error, n) => callback(error, n || 0, buffer));
    return;
  }
  validateStringAfterArrayBufferView(buffer, 'buffer');
  if (typeof position !== 'function') {
    if (typeof offset === 'function') {
      position = offset;
      offset = null;
    } else {
      position = length;
    }
    length = 'utf8';
  }
  const string = buffer;
  validateEncoding(string, length);
  callback = needCallback(position);
  const bytes = textBytes(string, length);
  binding.write(fd, bytes, 0, bytes.length, toPosition(offset), (error, n) => callback(error, n || 0, string));
}
Object.defineProperty(write, customPromisifyArgs, { __proto__: null, value: ['bytesWritten', 'buffer'], enumerable: false });

function writev(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  callback = needCallback(callback || position);
  if (buffers.length === 0) {
    process.nextTick(callback, null, 0, buffers);
    return;
  }
  position = toPosition(position);
  binding.writev(fd, buffers.slice(), position, (error, n) => callback(error, n || 0, buffers));
}
Object.defineProperty(writev, customPromisifyArgs, { __proto__: null, value: ['bytesWritten', 'buffer'], enumerable: false });

/* ---- whole files ------------------------------------------------------------------------------------ */

const readDefaults = { __proto__: null, flag: 'r' };
const utf8Defaults = { __proto__: null, flag: 'r', encoding: 'utf8' };
const getValidatedFile = (path) => (isFd(path) ? path : getValidatedPath(path));

function readFile(path, options, callback) {
  callback = needCallback(callback || options);
  options = options === 'utf8' ? utf8Defaults : getOptions(options, readDefaults);
  const { encoding, signal } = options;
  if (signal?.aborted) return void callback(abortError(signal));
  const flags = stringToFlags(options.flag, 'options.flag');
  path = getValidatedFile(path);
  let code = kBuffer;
  if (encoding === 'utf8' || encoding === 'utf-8') code = kText;
  else if (encoding === 'latin1' || encoding === 'binary') code = kLatin1;
  else if (encoding && encoding !== 'buffer') callback = decodedSafely(callback, encoding);
  if (!signal) {
    if (enabledHooksExist()) require('internal/fs/steps').readFile(path, flags, code, callback);
    else binding.readFile(path, flags, code, callback);
    return;
  }
  const { readAll, withFile } = require('internal/fs/abortable');
  if (code !== kBuffer) callback = decodedSafely(callback, encoding);
  settle(withFile(path, flags, 0o666, (fd) => readAll(fd, signal)), callback);
}

// Calls back as a promise ends, outside of its reactions: what the callback throws is not a rejection.
function settle(promise, callback) {
  promise.then((value) => (value === undefined ? process.nextTick(callback, null) : process.nextTick(callback, null, value)),
    (error) => process.nextTick(callback, error));
}

// toString may fail: the string may be longer than strings can be.
function decodedSafely(callback, encoding) {
  return (error, bytes) => {
    if (error) return callback(error);
    let text;
    try {
      text = bytes.toString(encoding);
    } catch (failed) {
      return callback(failed);
    }
    callback(null, text);
  };
}

const writeDefaults = { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'w', flush: false };
const appendDefaults = { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'a' };

function writeFile(path, data, options, callback) {
  callback = needCallback(callback || options);
  options = getOptions(options, writeDefaults);
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  const flag = options.flag || 'w';
  if (!isArrayBufferView(data)) {
    validateStringAfterArrayBufferView(data, 'data');
    data = Buffer.from(data, options.encoding || 'utf8');
  }
  const { signal } = options;
  const target = getValidatedFile(path);
  if (signal?.aborted) return void callback(abortError(signal));
  const flags = isFd(target) ? 0 : stringToFlags(flag);
  const mode = parseFileMode(options.mode, 'mode', 0o666);
  if (!signal && !flush) {
    if (enabledHooksExist()) require('internal/fs/steps').writeFile(target, data, flags, mode, callback);
    else binding.writeFile(target, data, flags, mode, callback);
    return;
  }
  const { withFile, writeAll } = require('internal/fs/abortable');
  settle(withFile(target, flags, mode, async (fd) => {
    await writeAll(fd, data, signal);
    // By fs.fsync, which programs may have wrapped.
    if (flush) await new Promise((ok, no) => require('fs').fsync(fd, (error) => (error ? no(error) : ok())));
  }), callback);
}

function appendFile(path, data, options, callback) {
  callback = needCallback(callback || options);
  options = copyObject(getOptions(options, appendDefaults));
  if (!options.flag || isFd(path)) options.flag = 'a';
  require('fs').writeFile(path, data, options, callback);
}

function truncate(path, len, callback) {
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  } else if (len === undefined) {
    len = 0;
  }
  validateInteger(len, 'len');
  needCallback(callback);
  path = getValidatedPath(path);
  len = MathMax(0, len);
  if (enabledHooksExist()) require('internal/fs/steps').truncate(path, len, callback);
  else binding.truncate(path, len, callback);
}

function ftruncate(fd, len = 0, callback) {
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  }
  validateInteger(len, 'len');
  needCallback(callback);
  binding.ftruncate(getValidatedFd(fd), MathMax(0, len), callback);
}

function fsync(fd, callback) {
  needCallback(callback);
  binding.fsync(getValidatedFd(fd), callback);
}
function fdatasync(fd, callback) {
  needCallback(callback);
  binding.fdatasync(getValidatedFd(fd), callback);
}

/* ---- stat ------------------------------------------------------------------------------------------------ */

function stat(path, options = kEmptyObject, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kEmptyObject;
  }
  needCallback(callback);
  const quiet = options?.throwIfNoEntry === false;
  binding.stat(getValidatedPath(path), options?.bigint === true, quiet, quiet ? (err, stats) => callback(err, stats) : callback);
}
function lstat(path, options = kEmptyObject, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kEmptyObject;
  }
  needCallback(callback);
  binding.lstat(getValidatedPath(path), options?.bigint === true, false, callback);
}
function fstat(fd, options = kEmptyObject, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kEmptyObject;
  }
  needCallback(callback);
  binding.fstat(getValidatedFd(fd), options?.bigint === true, callback);
}
function statfs(path, options = kEmptyObject, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kEmptyObject;
  }
  needCallback(callback);
  path = getValidatedPath(path);
  binding.statfs(path, options?.bigint === true, decoded(callback, getStatFsFromBinding));
}

/* ---- names ------------------------------------------------------------------------------------------------- */

function rename(oldPath, newPath, callback) {
  needCallback(callback);
  oldPath = getValidatedPath(oldPath, 'oldPath');
  newPath = getValidatedPath(newPath, 'newPath');
  binding.rename(oldPath, newPath, 0, callback);
}

function link(existingPath, newPath, callback) {
  needCallback(callback);
  existingPath = getValidatedPath(existingPath, 'existingPath');
  newPath = getValidatedPath(newPath, 'newPath');
  binding.link(existingPath, newPath, 0, callback);
}

function symlink(target, path, type, callback) {
  if (callback === undefined) {
    callback = needCallback(type);
    type = undefined;
  } else {
    validateOneOf(type, 'type', ['dir', 'file', 'junction', null, undefined]);
  }
  target = getValidatedPath(target, 'target');
  path = getValidatedPath(path);
  binding.symlink(target, path, stringToSymlinkType(type), needCallback(callback));
}

function unlink(path, callback) {
  needCallback(callback);
  binding.unlink(getValidatedPath(path), callback);
}

function readlink(path, options, callback) {
  callback = needCallback(typeof options === 'function' ? options : callback);
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  binding.readlink(path, nameCode(encoding), decoded(callback, nameDecoder(encoding)));
}

function copyFile(src, dest, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = 0;
  }
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  needCallback(callback);
  binding.copyFile(src, dest, getValidMode(mode, 'copyFile'), callback);
}

/* ---- directories -------------------------------------------------------------------------------------------- */

function mkdir(path, options, callback) {
  let mode = 0o777, recursive = false;
  if (typeof options === 'function') callback = options;
  else ({ mode, recursive } = mkdirOptions(options));
  needCallback(callback);
  path = getValidatedPath(path);
  if (recursive) binding.mkdir(path, mode, true, callback);
  else binding.mkdir(path, mode, false, (error) => callback(error));
}

function readdir(path, options, callback) {
  callback = needCallback(typeof options === 'function' ? options : callback);
  options = getOptions(options);
  path = getValidatedPath(path);
  if (options.recursive != null) validateBoolean(options.recursive, 'options.recursive');
  const { encoding } = options;
  const types = !!options.withFileTypes;
  const decode = nameDecoder(encoding);
  let done = callback;
  if (types) {
    const { getDirents } = require('internal/fs/dirent');
    done = decoded(callback, (list) => getDirents(path, list, decode));
  } else if (decode !== null) {
    done = decoded(callback, (list) => list.map(decode));
  }
  binding.readdir(path, nameCode(encoding), types, !!options.recursive, done);
}

function mkdtemp(prefix, options, callback) {
  callback = needCallback(typeof options === 'function' ? options : callback);
  const { encoding } = getOptions(options);
  binding.mkdtemp(tempTemplate(prefix), nameCode(encoding), decoded(callback, nameDecoder(encoding)));
}

function rmdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  if (options?.recursive) {
    warnRmdirRecursive();
    needCallback(callback);
    path = getValidatedPath(path);
    options = validateRmdirOptions(options);
    binding.lstat(path, false, false, (error, stats) => {
      if (error) return callback(error);
      if (!stats.isDirectory()) return binding.rmdir(path, callback);
      binding.rm(path, true, false, options.maxRetries, options.retryDelay, callback);
    });
    return;
  }
  needCallback(callback);
  path = getValidatedPath(path);
  validateRmdirOptions(options);
  binding.rmdir(path, callback);
}

function rm(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  path = getValidatedPath(path);
  options = validateRmOptions(options);
  needCallback(callback);
  binding.lstat(path, false, options.force, (error, stats) => {
    if (error) return callback(error);
    if (stats === undefined) return callback(null);
    if (stats.isDirectory() && !options.recursive) return callback(rmIsDirectory(path));
    binding.rm(path, options.recursive, options.force, options.maxRetries, options.retryDelay, callback);
  });
}

/* ---- owner, mode, times --------------------------------------------------------------------------------------- */

function chmod(path, mode, callback) {
  path = getValidatedPath(path);
  mode = parseFileMode(mode, 'mode');
  binding.chmod(path, mode, needCallback(callback));
}
function fchmod(fd, mode, callback) {
  mode = parseFileMode(mode, 'mode');
  needCallback(callback);
  binding.fchmod(getValidatedFd(fd), mode, callback);
}
function chown(path, uid, gid, callback) {
  needCallback(callback);
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  binding.chown(path, uid, gid, callback);
}
function lchown(path, uid, gid, callback) {
  needCallback(callback);
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  binding.lchown(path, uid, gid, callback);
}
function fchown(fd, uid, gid, callback) {
  validateOwner(uid, gid);
  needCallback(callback);
  binding.fchown(getValidatedFd(fd), uid, gid, callback);
}
function utimes(path, atime, mtime, callback) {
  needCallback(callback);
  path = getValidatedPath(path);
  binding.utimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), callback);
}
function lutimes(path, atime, mtime, callback) {
  needCallback(callback);
  path = getValidatedPath(path);
  binding.lutimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), callback);
}
function futimes(fd, atime, mtime, callback) {
  atime = toUnixTimestamp(atime, 'atime');
  mtime = toUnixTimestamp(mtime, 'mtime');
  needCallback(callback);
  binding.futimes(getValidatedFd(fd), atime, mtime, callback);
}

module.exports = {
  access, appendFile, chmod, chown, close, copyFile, exists, fchmod, fchown, fdatasync, fstat, fsync, ftruncate,
  futimes, lchown, link, lstat, lutimes, mkdir, mkdtemp, open, read, readFile, readdir, readlink, readv, rename, rm,
  rmdir, stat, statfs, symlink, truncate, unlink, utimes, write, writeFile, writev,
};
