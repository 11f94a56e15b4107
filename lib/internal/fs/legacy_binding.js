// SPDX-License-Identifier: MIT
'use strict';
// process.binding('fs') as Node shapes it: functions that take a request object (FSReqCallback), kUsePromises or nothing, and give
// numbers in typed arrays. Programs that mock the file system replace these functions and expect fs to call theirs. So the object
// watches for the first write to it; from then on each function of fs's real binding is one of forward.js, which calls whatever
// stands in the object by then. Until that nothing in fs knows of it. Loaded by process.binding('fs') alone.

const { bigints, numbers } = require('internal/fs/stats');
const { binding, kBuffer, kLatin1, kText, kUsePromises } = require('internal/fs/utils');

// The functions in C, whatever stands in the binding later.
const native = { ...binding };

/** A request: its owner sets oncomplete(error, value), which is called with the request as `this`. */
class FSReqCallback {
  constructor(bigint = false) {
    this.bigint = bigint;
  }
}

// What C takes in place of a request.
function receiver(request, result) {
  if (request === undefined || request === null) return undefined;
  if (request === kUsePromises) return kUsePromises;
  return (error, value) => {
    if (error) request.oncomplete(error);
    else if (value === undefined) request.oncomplete(null);
    else request.oncomplete(null, result === null ? value : result(value));
  };
}

/* ---- results as Node shapes them -------------------------------------------------------------- */

// Stats of a request, as the eighteen numbers they were made of.
function numbersOf(stats) {
  const big = typeof stats.mode === 'bigint';
  const out = big ? new BigInt64Array(18) : new Float64Array(18);
  const names = ['dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks'];
  for (let i = 0; i < names.length; i++) out[i] = stats[names[i]];
  ['atime', 'mtime', 'ctime', 'birthtime'].forEach((name, i) => {
    if (big) {
      out[10 + 2 * i] = stats[`${name}Ns`] / 1_000_000_000n;
      out[11 + 2 * i] = stats[`${name}Ns`] % 1_000_000_000n;
    } else {
      const seconds = Math.floor(stats[`${name}Ms`] / 1000);
      out[10 + 2 * i] = seconds;
      out[11 + 2 * i] = Math.round((stats[`${name}Ms`] - seconds * 1000) * 1e6);
    }
  });
  return out;
}

const codeOf = (encoding) =>
  (encoding === 'buffer' ? kBuffer : encoding === 'latin1' || encoding === 'binary' ? kLatin1 : kText);

const firstTwo = ([names, types]) => [names, types];

/* ---- one entry: name, number of arguments before the request, C's arguments from Node's, result --- */

function define(name, argc, call, result = null) {
  object[name] = {
    [name](...args) {
      const value = call(args, receiver(args[argc], result), args);
      if (result === null || value === undefined) return value;
      return args[argc] === kUsePromises ? value.then(result) : result(value);
    },
  }[name];
}

const object = {
  FSReqCallback,
  kUsePromises,
  kFsStatsFieldsNumber: 18,
  statValues: numbers,
  bigintStatValues: bigints,
  StatWatcher: binding.StatWatcher,
};

// Those that are called alike.
for (const [name, argc] of Object.entries({
  access: 2, chmod: 2, chown: 3, close: 1, copyFile: 3, fchmod: 2, fchown: 3, fdatasync: 1, fsync: 1, ftruncate: 2, futimes: 3,
  lchown: 3, lutimes: 3, mkdir: 3, open: 3, read: 5, rmdir: 1, unlink: 1, utimes: 3,
})) define(name, argc, (args, request) => native[name](...args.slice(0, argc), request));

define('existsSync', 1, ([path]) => native.exists(path));
define('link', 2, ([from, to], request) => native.link(from, to, 0, request));
define('rename', 2, ([from, to], request) => native.rename(from, to, 0, request));
define('symlink', 3, ([target, path, type], request) => native.symlink(target, path, type, request));
define('readlink', 2, ([path, encoding], request) => native.readlink(path, codeOf(encoding), request));
define('realpath', 2, ([path, encoding], request) => native.realpath(path, codeOf(encoding), request));
define('mkdtemp', 2, ([template, encoding], request) => native.mkdtemp(template, codeOf(encoding), request));
define('readBuffers', 3, ([fd, buffers, at], request) => native.readv(fd, buffers, at, request));
define('writeBuffers', 3, ([fd, buffers, at], request) => native.writev(fd, buffers, at, request));
define('writeBuffer', 5, ([fd, bytes, from, length, at], request) => native.write(fd, bytes, from, length, at, request));
define('writeString', 4, ([fd, text, at, encoding], request) => {
  const bytes = Buffer.from(text, encoding);
  return native.write(fd, bytes, 0, bytes.length, at ?? null, request);
});
define('readFileUtf8', 2, ([path, flags]) => native.readFileUtf8(path, flags));
define('writeFileUtf8', 4, ([path, text, flags, mode]) => native.writeFileUtf8(path, text, flags, mode));
define('rmSync', 4, ([path, retries, recursive, delay]) => native.rm(path, recursive, false, retries, delay));
define('internalModuleStat', 1, (args) => native.internalModuleStat(args.at(-1)));
define('statfs', 2, ([path, big], request) => native.statfs(path, big === true, request));
define('readdir', 3, ([path, encoding, types], request) => native.readdir(path, codeOf(encoding), !!types, false, request),
  (list) => (Array.isArray(list[0]) ? firstTwo(list) : list));
for (const name of ['stat', 'lstat']) {
  define(name, 2, ([path, big], request, args) => {
    const quiet = name === 'stat' && args[3] === false;
    const found = native[name](path, big === true, quiet, request);
    return request === undefined && found !== undefined ? (big ? bigints : numbers) : found;
  }, (found) => (ArrayBuffer.isView(found) ? found : numbersOf(found)));
}
define('fstat', 2, ([fd, big], request) => {
  const found = native.fstat(fd, big === true, request);
  return request === undefined ? (big ? bigints : numbers) : found;
}, (found) => (ArrayBuffer.isView(found) ? found : numbersOf(found)));
define('openFileHandle', 3, ([path, flags, mode]) => require('internal/fs/filehandle').openFileHandle(path, flags, mode));

let forwards = false;

/** What process.binding('fs') gives. */
const legacy = new Proxy(object, {
  __proto__: null,
  defineProperty(target, name, descriptor) {
    if (!forwards) {
      forwards = true;
      require('internal/fs/forward').install(legacy);
    }
    return Reflect.defineProperty(target, name, descriptor);
  },
});

module.exports = { FSReqCallback, legacy };
