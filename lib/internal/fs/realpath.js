// SPDX-License-Identifier: MIT
'use strict';
// fs.realpath and fs.realpathSync. The C library resolves; only when it fails the path is walked here,
// to name the component at fault as Node does.

const pathModule = require('path');
const { binding, getOptions, getValidatedPath, nameCode, nameDecoder, toPathIfFileURL } = require('internal/fs/utils');
const { validateFunction } = require('internal/validators');

const S_IFMT = 0o170000, S_IFLNK = 0o120000;

/** Throws the error of the first component that cannot be resolved; the real path if there is none. */
function walk(path) {
  const sync = require('internal/fs/sync');
  let real = '/';
  for (const part of path.split('/')) {
    if (part === '') continue;
    const base = pathModule.join(real, part);
    if ((sync.lstatSync(base).mode & S_IFMT) !== S_IFLNK) {
      real = base;
      continue;
    }
    sync.statSync(base);
    try {
      real = binding.realpath(base, 0);
    } catch {
      // A link of /proc to a pipe or a socket: it has no path to be resolved.
      return pathModule.resolve(real, binding.readlink(base, 0));
    }
  }
  return real;
}

function encode(path, options) {
  const { encoding } = options;
  if (nameCode(encoding) === 0) return path;
  const bytes = Buffer.from(path);
  return encoding === 'buffer' ? bytes : bytes.toString(encoding);
}

/** As in Node.js, whatever is no URL is a text. */
function toPath(path) {
  path = toPathIfFileURL(path);
  return pathModule.resolve(getValidatedPath(typeof path === 'string' ? path : `${path}`));
}

function realpathSync(path, options) {
  options = getOptions(options);
  path = toPath(path);
  let real;
  try {
    real = binding.realpath(path, 0);
  } catch {
    real = walk(path);
  }
  return encode(real, options);
}

function realpath(path, options, callback) {
  if (typeof options === 'function') callback = options;
  validateFunction(callback, 'cb');
  options = getOptions(options);
  path = toPath(path);
  binding.realpath(path, 0, (error, real) => {
    if (error) {
      try {
        real = walk(path);
      } catch (better) {
        callback(better);
        return;
      }
    }
    callback(null, encode(real, options));
  });
}

/** fs.realpath.native(path[, options], callback) */
const native = (path, options, callback) => {
  callback = typeof options === 'function' ? options : callback;
  validateFunction(callback, 'cb');
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  const decode = nameDecoder(encoding);
  binding.realpath(path, nameCode(encoding),
    decode === null ? callback : (error, real) => (error ? callback(error) : callback(null, decode(real))));
};

realpath.native = native;
realpathSync.native = require('internal/fs/sync').realpathNativeSync;

module.exports = { realpath, realpathSync };
