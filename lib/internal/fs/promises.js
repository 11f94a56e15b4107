// SPDX-License-Identifier: MIT
'use strict';

const { MathMax } = primordials;
// fs.promises: every function is async (bad arguments reject), C settles the promise itself, and whole
// files are one pool job. FileHandle is in filehandle.js.

const {
  parseFileMode, validateBoolean, validateInteger, validateOneOf,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const {
  binding, copyObject, getOptions, getValidMode, getValidatedPath, kBuffer, kLatin1, kText,
  kUsePromises, nameCode, nameDecoder, rmIsDirectory, stringToFlags, stringToSymlinkType, toUnixTimestamp,
  validateCpOptions, validateRmOptions, validateRmdirOptions,
} = require('internal/fs/utils');
const { enabledHooksExist } = require('internal/async_hooks');
const { getStatFsFromBinding } = require('internal/fs/stats');
const { mkdirOptions, tempTemplate, validateOwner, warnRmdirRecursive } = require('internal/fs/sync');
const {
  FileHandle, openFileHandle, toBytes, withStack, writeIterable,
} = require('internal/fs/filehandle');
const { checkAborted, readAll, withFile, writeAll } = require('internal/fs/abortable');
const { fs: constants } = internalBinding('constants');

// Awaits what C promised; an error gets the stack of the caller.
async function settle(promise) {
  try {
    return await promise;
  } catch (error) {
    throw withStack(error);
  }
}

async function access(path, mode = undefined) {
  return settle(binding.access(getValidatedPath(path), getValidMode(mode, 'access'), kUsePromises));
}

async function copyFile(src, dest, mode) {
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  return settle(binding.copyFile(src, dest, getValidMode(mode, 'copyFile'), kUsePromises));
}

async function cp(src, dest, options) {
  options = validateCpOptions(options);
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  return require('internal/fs/cp').cpFn(src, dest, options);
}

async function* glob(pattern, options) {
  const { Glob } = require('internal/fs/glob');
  yield* new Glob(pattern, options).glob();
}

/** @returns {Promise<FileHandle>} */
async function open(path, flags, mode) {
  path = getValidatedPath(path);
  return await openFileHandle(path, flags, mode); // two turns less than without await
}

async function opendir(path, options) {
  const { opendirAsync } = require('internal/fs/dir');
  return await opendirAsync(path, options);
}
// Node's is made of the callback form by promisify, which leaves this mark.
Object.defineProperty(opendir, Symbol.for('nodejs.util.promisify.custom'), { __proto__: null, value: opendir, configurable: true });

async function rename(oldPath, newPath) {
  oldPath = getValidatedPath(oldPath, 'oldPath');
  newPath = getValidatedPath(newPath, 'newPath');
  return settle(binding.rename(oldPath, newPath, 0, kUsePromises));
}

async function truncate(path, len = 0) {
  path = getValidatedPath(path);
  validateInteger(len, 'len');
  return settle(binding.truncate(path, MathMax(0, len), kUsePromises));
}

async function rm(path, options) {
  path = getValidatedPath(path);
  options = validateRmOptions(options);
  const stats = await settle(binding.lstat(path, false, options.force, kUsePromises));
  if (stats === undefined) return;
  if (stats.isDirectory() && !options.recursive) throw rmIsDirectory(path);
  return settle(binding.rm(path, options.recursive, options.force, options.maxRetries, options.retryDelay, kUsePromises));
}

async function rmdir(path, options) {
  path = getValidatedPath(path);
  if (options?.recursive) {
    warnRmdirRecursive();
    options = validateRmdirOptions(options);
    const stats = await settle(binding.stat(path, false, false, kUsePromises));
    if (stats.isDirectory())
      return settle(binding.rm(path, true, false, options.maxRetries, options.retryDelay, kUsePromises));
  } else {
    validateRmdirOptions(options);
  }
  return settle(binding.rmdir(path, kUsePromises));
}

async function mkdir(path, options) {
  path = getValidatedPath(path);
  const { mode, recursive } = mkdirOptions(options, 'mode');
  return settle(binding.mkdir(path, mode, recursive, kUsePromises));
}

async function readdir(path, options) {
  options = copyObject(getOptions(options));
  path = getValidatedPath(path);
  const types = !!options.withFileTypes;
  const list = await settle(
    binding.readdir(path, nameCode(options.encoding), types, !!options.recursive, kUsePromises));
  const decode = nameDecoder(options.encoding);
  if (types) return require('internal/fs/dirent').getDirents(path, list, decode);
  return decode === null ? list : list.map(decode);
}

async function decoded(promise, encoding) {
  const name = await settle(promise);
  const decode = nameDecoder(encoding);
  return decode === null ? name : decode(name);
}

async function readlink(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path, 'oldPath');
  return decoded(binding.readlink(path, nameCode(encoding), kUsePromises), encoding);
}

async function realpath(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  return decoded(binding.realpath(path, nameCode(encoding), kUsePromises), encoding);
}

async function mkdtemp(prefix, options) {
  const { encoding } = getOptions(options);
  return decoded(binding.mkdtemp(tempTemplate(prefix), nameCode(encoding), kUsePromises), encoding);
}

/** mkdtemp for `await using`: { path, remove(), [Symbol.asyncDispose]() }. */
async function mkdtempDisposable(prefix, options) {
  const cwd = process.cwd();
  const path = await mkdtemp(prefix, options);
  const full = require('path').resolve(cwd, String(path));
  const remove = async () => { await settle(binding.rm(full, true, true, 0, 100, kUsePromises)); };
  return { __proto__: null, path, remove, async [Symbol.asyncDispose]() { await remove(); } };
}

async function symlink(target, path, type) {
  validateOneOf(type, 'type', ['dir', 'file', 'junction', null, undefined]);
  target = getValidatedPath(target, 'target');
  path = getValidatedPath(path);
  return settle(binding.symlink(target, path, stringToSymlinkType(type), kUsePromises));
}

async function lstat(path, options = { bigint: false }) {
  path = getValidatedPath(path);
  try {
    return await binding.lstat(path, options?.bigint === true, false, kUsePromises);
  } catch (error) {
    throw withStack(error);
  }
}

async function stat(path, options = { bigint: false }) {
  path = getValidatedPath(path);
  try {
    return await binding.stat(path, options?.bigint === true, options?.throwIfNoEntry === false, kUsePromises);
  } catch (error) {
    throw withStack(error);
  }
}

async function statfs(path, options = { bigint: false }) {
  path = getValidatedPath(path);
  return getStatFsFromBinding(await settle(binding.statfs(path, options?.bigint === true, kUsePromises)));
}

async function link(existingPath, newPath) {
  existingPath = getValidatedPath(existingPath, 'existingPath');
  newPath = getValidatedPath(newPath, 'newPath');
  return settle(binding.link(existingPath, newPath, 0, kUsePromises));
}

async function unlink(path) { return settle(binding.unlink(getValidatedPath(path), kUsePromises)); }

async function chmod(path, mode) {
  path = getValidatedPath(path);
  return settle(binding.chmod(path, parseFileMode(mode, 'mode'), kUsePromises));
}

async function lchmod(path, mode) {
  const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
  throw new ERR_METHOD_NOT_IMPLEMENTED('lchmod()');
}

async function chown(path, uid, gid) {
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  return settle(binding.chown(path, uid, gid, kUsePromises));
}

async function lchown(path, uid, gid) {
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  return settle(binding.lchown(path, uid, gid, kUsePromises));
}

async function utimes(path, atime, mtime) {
  path = getValidatedPath(path);
  return settle(binding.utimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), kUsePromises));
}

async function lutimes(path, atime, mtime) {
  path = getValidatedPath(path);
  return settle(binding.lutimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), kUsePromises));
}

/* ---- whole files ------------------------------------------------------------------------------------ */

const readDefaults = { __proto__: null, flag: 'r' };
const utf8Defaults = { __proto__: null, flag: 'r', encoding: 'utf8' };

async function readFile(path, options) {
  options = options === 'utf8' ? utf8Defaults : getOptions(options, readDefaults);
  if (path instanceof FileHandle) return path.readFile(options);
  const { encoding, signal } = options;
  checkAborted(signal);
  path = getValidatedPath(path);
  const flags = stringToFlags(options.flag || 'r');
  let code = kBuffer;
  if (encoding === 'utf8' || encoding === 'utf-8') code = kText;
  else if (encoding === 'latin1' || encoding === 'binary') code = kLatin1;
  let data;
  try {
    if (signal !== undefined) {
      code = kBuffer;
      data = await withFile(path, flags, 0o666, (fd) => readAll(fd, signal));
    } else if (enabledHooksExist()) {
      data = await require('internal/fs/steps').promised.readFile(path, flags, code);
    } else {
      data = await binding.readFile(path, flags, code, kUsePromises);
    }
  } catch (error) {
    throw withStack(error);
  }
  return code === kBuffer && encoding && encoding !== 'buffer' ? data.toString(encoding) : data;
}

async function writeFile(path, data, options) {
  options = getOptions(options, { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  const { encoding, signal } = options;
  const bytes = toBytes(data, encoding);
  if (path instanceof FileHandle) {
    await path.writeFile(data, options);
    if (flush) await path.sync();
    return;
  }
  checkAborted(signal);
  if (bytes === null) return writeFileFrom(path, data, options, flush);
  path = getValidatedPath(path);
  const flags = stringToFlags(options.flag || 'w');
  const mode = parseFileMode(options.mode, 'mode', 0o666);
  if (enabledHooksExist()) return settle(require('internal/fs/steps').promised.writeFile(path, bytes, flags, mode, signal, flush));
  if (signal === undefined && !flush) return settle(binding.writeFile(path, bytes, flags, mode, kUsePromises));
  return settle(withFile(path, flags, mode, async (fd) => {
    await writeAll(fd, bytes, signal);
    if (flush) await binding.fsync(fd, kUsePromises);
  }));
}

async function writeFileFrom(path, data, { flag, mode, signal, encoding }, flush) {
  const handle = await open(path, flag || 'w', mode);
  try {
    await writeIterable(handle.fd, data, signal, encoding);
    if (flush) await handle.sync();
  } finally {
    await handle.close();
  }
}

async function appendFile(path, data, options) {
  options = copyObject(getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a' }));
  options.flag ||= 'a';
  return writeFile(path, data, options);
}

function watch(filename, options = kEmptyObject) {
  const { watchIterator } = require('internal/fs/watch_iterator');
  return watchIterator(filename, options);
}

module.exports = {
  exports: {
    access, copyFile, cp, glob, open, opendir, rename, truncate, rm, rmdir, mkdir, readdir, readlink, symlink, lstat,
    stat, statfs, link, unlink, chmod, lchmod, lchown, chown, utimes, lutimes, realpath, mkdtemp, mkdtempDisposable,
    writeFile, appendFile, readFile, watch, constants,
  },
  FileHandle,
};
