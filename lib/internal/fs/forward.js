// SPDX-License-Identifier: MIT
'use strict';
// fs over process.binding('fs'), once a program has replaced something in that object: stand-ins for the functions of fs's binding,
// which call the functions of the object in the order and form in which Node's fs calls them. What C does in one job (a whole file, a
// recursive listing) is made of its parts here, so that the parts are the program's. See legacy_binding.js.

const { bigints, getStatsFromBinding, makeStats, numbers } = require('internal/fs/stats');
const { binding, kBuffer, kLatin1, kText, kUsePromises } = require('internal/fs/utils');
const { fs: { O_RDWR, S_IFDIR, S_IFMT, S_IFREG, UV_DIRENT_DIR, UV_DIRENT_UNKNOWN } } = internalBinding('constants');

const CHUNK = 512 * 1024;
const CHUNK_UNKNOWN = 64 * 1024;
const encodings = ['utf8', 'buffer', 'latin1']; // by enum fs_encoding

let legacy;

function requestOf(done, result) {
  const { FSReqCallback } = require('internal/fs/legacy_binding');
  const request = new FSReqCallback();
  // How many arguments the callback gets is the program's affair too.
  request.oncomplete = (error, ...values) => {
    if (error) done(error);
    else if (result === null) done(null, ...values);
    else done(null, result(values[0]));
  };
  return request;
}

/** Calls the object's function `name`; `request` is fs's: a callback, kUsePromises, or undefined for "now". */
function call(name, args, request, result = null) {
  if (typeof request === 'function') {
    legacy[name](...args, requestOf(request, result));
    return undefined;
  }
  if (request === kUsePromises) {
    const promise = legacy[name](...args, kUsePromises);
    return result === null ? promise : promise.then(result);
  }
  const value = legacy[name](...args, undefined);
  return result === null ? value : result(value);
}

/** Runs `now` or `later` (async), whichever the request asks for. */
function either(request, now, later) {
  if (request === undefined) return now();
  const promise = later();
  if (request === kUsePromises) return promise;
  promise.then((value) => process.nextTick(request, null, value), (error) => process.nextTick(request, error));
  return undefined;
}

/* ---- whole files ------------------------------------------------------------------------------------ */

/** A file being read for a callback. Its prototype's read and close are what mocks of Node's fs replace, with its fields. */
class ReadFileContext {
  constructor(callback, encoding) {
    this.fd = undefined;
    this.isUserFd = false;
    this.size = 0;
    this.callback = callback;
    this.buffers = null;
    this.buffer = null;
    this.pos = 0;
    this.encoding = encoding;
    this.err = null;
    this.signal = undefined;
  }

  read() {
    let length = CHUNK_UNKNOWN, offset = 0;
    if (this.size === 0) {
      this.buffer = Buffer.allocUnsafeSlow(length);
    } else {
      offset = this.pos;
      length = Math.min(CHUNK, this.size - this.pos);
    }
    legacy.read(this.fd, this.buffer, offset, length, -1, contextRequest(this, afterRead));
  }

  close(error) {
    this.err = error;
    if (this.isUserFd) process.nextTick(() => afterClose.call({ context: this }, null));
    else legacy.close(this.fd, contextRequest(this, afterClose));
  }
}

function contextRequest(context, oncomplete) {
  const { FSReqCallback } = require('internal/fs/legacy_binding');
  const request = new FSReqCallback();
  request.oncomplete = oncomplete;
  request.context = context;
  return request;
}

function afterOpen(error, fd) {
  const { context } = this;
  if (error) return void context.callback(error);
  context.fd = fd;
  legacy.fstat(fd, false, contextRequest(context, afterStat));
}

function afterStat(error, stats) {
  const { context } = this;
  if (error) return void context.close(error);
  context.size = (stats[1] & S_IFMT) === S_IFREG ? stats[8] : 0;
  if (context.size === 0) context.buffers = [];
  else context.buffer = Buffer.allocUnsafeSlow(context.size);
  context.read();
}

function afterRead(error, bytes) {
  const { context } = this;
  if (error) return void context.close(error);
  context.pos += bytes;
  if (bytes === 0 || context.pos === context.size) return void context.close();
  if (context.size === 0) context.buffers.push(context.buffer.subarray(0, bytes));
  context.read();
}

function afterClose(error) {
  const { context } = this;
  const failed = context.err || error;
  if (failed) return void context.callback(failed);
  const bytes = context.size === 0 ? Buffer.concat(context.buffers, context.pos) : context.buffer.subarray(0, context.pos);
  let value = bytes;
  try {
    if (context.encoding) value = bytes.toString(context.encoding);
  } catch (thrown) {
    return void context.callback(thrown);
  }
  context.callback(null, value);
}

function withFileNow(target, flags, mode, fn) {
  if (typeof target === 'number') return fn(target);
  const fd = binding.open(target, flags, mode);
  try {
    return fn(fd);
  } finally {
    binding.close(fd);
  }
}

function readNow(fd) {
  const chunks = [];
  for (;;) {
    const chunk = Buffer.allocUnsafeSlow(CHUNK_UNKNOWN);
    const n = binding.read(fd, chunk, 0, chunk.length, -1);
    if (n === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, n));
  }
}

function writeNow(fd, bytes) {
  for (let at = 0; at < bytes.byteLength;) at += binding.write(fd, bytes, at, bytes.byteLength - at, null);
}

function readFile(target, flags, code, request) {
  const encoding = code === kBuffer ? null : encodings[code];
  if (typeof request === 'function') {
    const context = new ReadFileContext(request, encoding);
    const opened = contextRequest(context, afterOpen);
    if (typeof target !== 'number') return void legacy.open(target, flags, 0o666, opened);
    context.isUserFd = true;
    process.nextTick(() => opened.oncomplete(null, target));
    return;
  }
  const { readAll, withFile } = require('internal/fs/abortable');
  const decode = (bytes) => (encoding === null ? bytes : bytes.toString(encoding));
  return either(request, () => decode(withFileNow(target, flags, 0o666, readNow)),
    async () => decode(await withFile(target, flags, 0o666, readAll)));
}

function writeFile(target, bytes, flags, mode, request) {
  const { withFile, writeAll } = require('internal/fs/abortable');
  return either(request, () => withFileNow(target, flags, mode, (fd) => writeNow(fd, bytes)),
    () => withFile(target, flags, mode, (fd) => writeAll(fd, bytes)));
}

function truncate(path, length, request) {
  const { withFile } = require('internal/fs/abortable');
  return either(request, () => withFileNow(path, O_RDWR, 0o666, (fd) => binding.ftruncate(fd, length)),
    () => withFile(path, O_RDWR, 0o666, (fd) => binding.ftruncate(fd, length, kUsePromises)));
}

/* ---- stat --------------------------------------------------------------------------------------------- */

function statsOf(values) {
  if (values === undefined) return undefined;
  // What was asked for last: the sync functions look into the shared arrays.
  const shared = values instanceof Float64Array ? numbers : bigints;
  if (values !== shared) for (let i = 0; i < 18; i++) shared[i] = values[i];
  return getStatsFromBinding(shared);
}

function stat(name, path, big, quiet, request) {
  const isMissing = (error) => quiet && error.code === 'ENOENT';
  if (request === undefined) {
    try {
      return statsOf(legacy[name](path, big, undefined, !quiet));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
  if (!quiet) return call(name, [path, big], request, statsOf);
  if (request === kUsePromises) {
    return call(name, [path, big], request, statsOf).catch((error) => {
      if (!isMissing(error)) throw error;
    });
  }
  return call(name, [path, big], (error, stats) => {
    if (error && !isMissing(error)) request(error);
    else request(null, error ? undefined : stats);
  }, statsOf);
}

// For statSync: 0, or a code with which it asks again in full.
function statNow(path, into, follow) {
  try {
    binding[follow ? 'stat' : 'lstat'](path, false, false);
    return 0;
  } catch {
    return -1;
  }
}

/* ---- directories ------------------------------------------------------------------------------------------ */

function typeOf({ mode }) {
  const { fs } = internalBinding('constants');
  for (const [name, type] of [['S_IFREG', 'FILE'], ['S_IFDIR', 'DIR'], ['S_IFLNK', 'LINK'], ['S_IFIFO', 'FIFO'],
                              ['S_IFSOCK', 'SOCKET'], ['S_IFCHR', 'CHAR'], ['S_IFBLK', 'BLOCK']])
    if ((mode & S_IFMT) === fs[name]) return fs[`UV_DIRENT_${type}`];
  return UV_DIRENT_UNKNOWN;
}

// [names, types, parents, directories] below the root, breadth first. Yields what it needs: [function, path].
function* walk(root, types, recursive) {
  const { joinPath } = require('internal/fs/dirent');
  const all = [[], [], [], ['']], plain = [];
  for (let d = 0; d < all[3].length; d++) {
    const below = all[3][d];
    const dir = below === '' ? root : joinPath(root, below);
    const [names, kinds] = yield ['readdir', dir];
    for (let i = 0; i < names.length; i++) {
      let type = kinds[i];
      if (type === UV_DIRENT_UNKNOWN) type = typeOf(yield ['lstat', joinPath(dir, names[i])]);
      const path = below === '' ? names[i] : joinPath(below, names[i]);
      all[0].push(names[i]);
      all[1].push(type);
      all[2].push(d);
      plain.push(path);
      if (recursive && type === UV_DIRENT_DIR) all[3].push(path);
    }
  }
  return types ? all : plain;
}

function readdir(path, code, types, recursive, request) {
  const encoding = encodings[code];
  if (!types && !recursive) return call('readdir', [path, encoding, false], request);
  const steps = walk(path, types, recursive);
  const ask = ([name, of], how) =>
    (name === 'lstat' ? binding.lstat(of, false, false, how) ?? makeStats(false) : legacy.readdir(of, encoding, true, how));
  return either(request, () => {
    let step = steps.next();
    while (!step.done) step = steps.next(ask(step.value, undefined));
    return step.value;
  }, async () => {
    let step = steps.next();
    while (!step.done) step = steps.next(await ask(step.value, kUsePromises));
    return step.value;
  });
}

const isDirectory = (stats) => (stats.mode & S_IFMT) === S_IFDIR;

function removeNow(path, recursive, force) {
  const { joinPath } = require('internal/fs/dirent');
  const stats = binding.lstat(path, false, force);
  if (stats === undefined && force) return;
  if (!recursive || !isDirectory(makeStats(false))) return void binding.unlink(path);
  for (const name of binding.readdir(path, kText, false, false)) removeNow(joinPath(path, name), true, force);
  binding.rmdir(path);
}

async function remove(path, recursive, force) {
  const { joinPath } = require('internal/fs/dirent');
  const stats = await binding.lstat(path, false, force, kUsePromises);
  if (stats === undefined) return;
  if (!recursive || !isDirectory(stats)) return void await binding.unlink(path, kUsePromises);
  for (const name of await binding.readdir(path, kText, false, false, kUsePromises)) await remove(joinPath(path, name), true, force);
  await binding.rmdir(path, kUsePromises);
}

/* ---- all of them --------------------------------------------------------------------------------------------- */

const named = (code) => encodings[code === kLatin1 ? kLatin1 : code];

const stands = {
  __proto__: null,
  exists: (path) => legacy.existsSync(path),
  link: (from, to, flags, request) => call('link', [from, to], request),
  rename: (from, to, flags, request) => call('rename', [from, to], request),
  symlink: (target, path, type, request) => call('symlink', [target, path, type], request),
  readlink: (path, code, request) => call('readlink', [path, named(code)], request),
  realpath: (path, code, request) => call('realpath', [path, named(code)], request),
  mkdtemp: (template, code, request) => call('mkdtemp', [template, named(code)], request),
  readv: (fd, buffers, at, request) => call('readBuffers', [fd, buffers, at], request),
  writev: (fd, buffers, at, request) => call('writeBuffers', [fd, buffers, at], request),
  write: (fd, bytes, from, length, at, request) => call('writeBuffer', [fd, bytes, from, length, at], request),
  writeString: (fd, text, at, request) => call('writeString', [fd, text, at, 'utf8'], request),
  readFileUtf8: (path, flags) => legacy.readFileUtf8(path, flags),
  writeFileUtf8: (path, text, flags, mode) => { legacy.writeFileUtf8(path, text, flags, mode); },
  stat: (path, big, quiet, request) => stat('stat', path, big, quiet, request),
  lstat: (path, big, quiet, request) => stat('lstat', path, big, quiet, request),
  fstat: (fd, big, request) => call('fstat', [fd, big], request, statsOf),
  rm: (path, recursive, force, retries, delay, request) =>
    either(request, () => removeNow(path, recursive, force), () => remove(path, recursive, force)),
  readFile, readdir, statNow, truncate, writeFile,
  // The ways past the pool: nothing is at hand, ask in full.
  openNow: () => -1,
  closeNow: () => false,
  readNow: () => -1,
};

for (const [name, argc] of Object.entries({
  access: 2, chmod: 2, chown: 3, close: 1, copyFile: 3, fchmod: 2, fchown: 3, fdatasync: 1, fsync: 1, ftruncate: 2, futimes: 3,
  lchown: 3, lutimes: 3, mkdir: 3, open: 3, read: 5, rmdir: 1, unlink: 1, utimes: 3,
})) stands[name] = (...args) => call(name, args.slice(0, argc), args[argc]);

/** From now on fs goes by way of `target`. */
function install(target) {
  legacy = target;
  for (const name in stands) binding[name] = stands[name];
}

module.exports = { install };
