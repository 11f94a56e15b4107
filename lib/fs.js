// SPDX-License-Identifier: MIT
'use strict';
// require('fs'): the callback and the synchronous functions. Streams, watchers, directories, copying
// and globbing are loaded when first used.

const { fs: constants } = internalBinding('constants');
const { defineLazyProperties, deprecate, kEmptyObject, readOnly } = require('internal/util');
const { validateFunction, validateObject, validateString } = require('internal/validators');
const sync = require('internal/fs/sync');
const callbacks = require('internal/fs/callback');
const { realpath, realpathSync } = require('internal/fs/realpath');
const { getValidatedPath, toUnixTimestamp, validateCpOptions } = require('internal/fs/utils');
const { Stats } = require('internal/fs/stats');
const { Dirent } = require('internal/fs/dirent');

/* ---- thin functions over lazily loaded parts ------------------------------------------------------- */

/** @returns {import('fs').ReadStream} */
function createReadStream(path, options) {
  return new fs.ReadStream(path, options);
}

/** @returns {import('fs').WriteStream} */
function createWriteStream(path, options) {
  return new fs.WriteStream(path, options);
}

function cp(src, dest, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  options = validateCpOptions(options);
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  require('internal/fs/cp').cpFn(src, dest, options)
    .then((value) => process.nextTick(callback, null, value), (error) => process.nextTick(callback, error));
}

function cpSync(src, dest, options) {
  options = validateCpOptions(options);
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  require('internal/fs/cp').cpSyncFn(src, dest, options);
}

function opendir(path, options, callback) {
  require('internal/fs/dir').opendir(path, options, callback);
}
function opendirSync(path, options) {
  return require('internal/fs/dir').opendirSync(path, options);
}

function glob(pattern, options, callback) {
  require('internal/fs/glob').glob(pattern, options, callback);
}
function globSync(pattern, options) {
  return require('internal/fs/glob').globSync(pattern, options);
}

function watch(filename, options, listener) {
  return require('internal/fs/watchers').watch(filename, options, listener);
}
function watchFile(filename, options, listener) {
  return require('internal/fs/watchers').watchFile(filename, options, listener);
}
function unwatchFile(filename, listener) {
  require('internal/fs/watchers').unwatchFile(filename, listener);
}

/**
 * A Blob over a file's present content.
 * @param {string|Buffer|URL} path
 * @param {{ type?: string }} [options]
 */
function openAsBlob(path, options = kEmptyObject) {
  validateObject(options, 'options');
  const type = options.type || '';
  validateString(type, 'options.type');
  path = getValidatedPath(path);
  // All that can be wrong is thrown, a missing file too.
  return Promise.resolve(require('internal/blob').createBlobFromFilePath(path, { type }));
}

/* ---- the module --------------------------------------------------------------------------------------- */

const {
  accessSync, appendFileSync, chmodSync, chownSync, closeSync, copyFileSync, existsSync, fchmodSync, fchownSync,
  fdatasyncSync, fstatSync, fsyncSync, ftruncateSync, futimesSync, lchownSync, linkSync, lstatSync, lutimesSync,
  mkdirSync, mkdtempDisposableSync, mkdtempSync, openSync, readFileSync, readSync, readdirSync, readlinkSync,
  readvSync, renameSync, rmSync, rmdirSync, statSync, statfsSync, symlinkSync, truncateSync, unlinkSync, utimesSync,
  writeFileSync, writeSync, writevSync,
} = sync;
const {
  access, appendFile, chmod, chown, close, copyFile, exists, fchmod, fchown, fdatasync, fstat, fsync, ftruncate,
  futimes, lchown, link, lstat, lutimes, mkdir, mkdtemp, open, read, readFile, readdir, readlink, readv, rename, rm,
  rmdir, stat, statfs, symlink, truncate, unlink, utimes, write, writeFile, writev,
} = callbacks;

const fs = module.exports = {
  appendFile, appendFileSync, access, accessSync, chown, chownSync, chmod, chmodSync, close, closeSync, copyFile,
  copyFileSync, cp, cpSync, createReadStream, createWriteStream, exists, existsSync, fchown, fchownSync, fchmod,
  fchmodSync, fdatasync, fdatasyncSync, fstat, fstatSync, fsync, fsyncSync, ftruncate, ftruncateSync, futimes,
  futimesSync, glob, globSync, lchown, lchownSync, lchmod: undefined, lchmodSync: undefined, link, linkSync, lstat,
  lstatSync, lutimes, lutimesSync, mkdir, mkdirSync, mkdtemp, mkdtempSync, mkdtempDisposableSync, open, openSync,
  openAsBlob, readdir, readdirSync, read, readSync, readv, readvSync, readFile, readFileSync, readlink, readlinkSync,
  realpath, realpathSync, rename, renameSync, rm, rmSync, rmdir, rmdirSync, stat, statfs, statSync, statfsSync,
  symlink, symlinkSync, truncate, truncateSync, unwatchFile, unlink, unlinkSync, utimes, utimesSync, watch, watchFile,
  writeFile, writeFileSync, write, writeSync, writev, writevSync,
  Dirent,
  Stats: deprecate(Stats, 'fs.Stats constructor is deprecated.', 'DEP0180'),
  // Replaced and read by programs that wrap fs (graceful-fs): accessors that become plain values.
  get ReadStream() { return lazyClass('ReadStream'); },
  set ReadStream(value) { setPlain('ReadStream', value); },
  get WriteStream() { return lazyClass('WriteStream'); },
  set WriteStream(value) { setPlain('WriteStream', value); },
  get FileReadStream() { return lazyClass('ReadStream'); },
  set FileReadStream(value) { setPlain('FileReadStream', value); },
  get FileWriteStream() { return lazyClass('WriteStream'); },
  set FileWriteStream(value) { setPlain('FileWriteStream', value); },
  get Utf8Stream() { return require('internal/fs/utf8_stream').Utf8Stream; },
  _toUnixTimestamp: toUnixTimestamp,
  Dir: undefined, // defined below
  opendir,
  opendirSync,
};

const replaced = { __proto__: null };
function lazyClass(name) {
  return replaced[name] ?? require('internal/fs/streams')[name];
}
function setPlain(name, value) {
  replaced[name] = value;
}

defineLazyProperties(fs, 'internal/fs/dir', ['Dir']);
for (const name of ['F_OK', 'R_OK', 'W_OK', 'X_OK']) {
  Object.defineProperty(fs, name, {
    __proto__: null,
    configurable: false,
    enumerable: false,
    get: deprecate(() => constants[name], `fs.${name} is deprecated, use fs.constants.${name} instead`, 'DEP0176'),
  });
}
Object.defineProperties(fs, {
  constants: { __proto__: null, configurable: false, enumerable: true, value: readOnly(constants) },
  promises: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return require('internal/fs/promises').exports; },
  },
});
