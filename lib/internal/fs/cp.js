// SPDX-License-Identifier: MIT
'use strict';
// fs.cp and fs.cpSync. The algorithm is written once, as generators that yield file-system calls;
// one driver makes them synchronously, the other awaits them.

const pathModule = require('path');
const {
  codes: {
    ERR_FS_CP_DIR_TO_NON_DIR, ERR_FS_CP_EEXIST, ERR_FS_CP_EINVAL, ERR_FS_CP_FIFO_PIPE, ERR_FS_CP_NON_DIR_TO_DIR,
    ERR_FS_CP_SOCKET, ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY, ERR_FS_CP_UNKNOWN, ERR_FS_EISDIR, ERR_INVALID_RETURN_VALUE,
  },
  genericNodeError,
} = require('internal/errors');
const { isPromise } = require('internal/util/types');
const sync = require('internal/fs/sync');
const { os: { errno: { EEXIST, EINVAL, EISDIR, ENOTDIR } } } = internalBinding('constants');

/* ---- the two drivers ------------------------------------------------------------------------------ */

const names = ['stat', 'lstat', 'readlink', 'symlink', 'unlink', 'mkdir', 'copyFile', 'chmod', 'utimes', 'readdir'];
const syncCalls = { __proto__: null }, asyncCalls = { __proto__: null };
for (const name of names) syncCalls[name] = sync[`${name}Sync`];
syncCalls.filter = (filter, src, dest) => {
  const wanted = filter(src, dest);
  if (isPromise(wanted)) throw new ERR_INVALID_RETURN_VALUE('boolean', 'filter', wanted);
  return wanted;
};
function loadAsync() {
  const promises = require('internal/fs/promises').exports;
  for (const name of names) asyncCalls[name] = promises[name];
  asyncCalls.filter = (filter, src, dest) => filter(src, dest);
}

function runSync(steps) {
  let step = steps.next();
  while (!step.done) {
    let value;
    try {
      value = syncCalls[step.value[0]](...step.value[1]);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(value);
  }
  return step.value;
}

async function runAsync(steps) {
  if (asyncCalls.stat === undefined) loadAsync();
  let step = steps.next();
  while (!step.done) {
    let value;
    try {
      value = await asyncCalls[step.value[0]](...step.value[1]);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(value);
  }
  return step.value;
}

const call = (name, ...args) => [name, args];

/* ---- checks --------------------------------------------------------------------------------------------- */

const fail = (Class, message, path, errno, code) => new Class({ message, path, syscall: 'cp', errno, code });
const invalid = (message, path) => fail(ERR_FS_CP_EINVAL, message, path, EINVAL, 'EINVAL');
const sameFile = (a, b) => b.ino && b.dev && b.ino === a.ino && b.dev === a.dev;
const big = { bigint: true };
const kSame = 'src and dest cannot be the same';

// Is dest inside of src?
function isInside(src, dest) {
  const outer = pathModule.resolve(src).split(pathModule.sep).filter(Boolean);
  const inner = pathModule.resolve(dest).split(pathModule.sep).filter(Boolean);
  return outer.every((part, i) => inner[i] === part);
}

function* getStats(src, dest, options) {
  const name = options.dereference ? 'stat' : 'lstat';
  const srcStat = yield call(name, src, big);
  let destStat = null;
  try {
    destStat = yield call(name, dest, big);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return { srcStat, destStat };
}

function* checkPaths(src, dest, options) {
  if (options.filter && !(yield call('filter', options.filter, src, dest)))
    return { srcStat: null, destStat: null, skipped: true };
  const { srcStat, destStat } = yield* getStats(src, dest, options);
  if (destStat !== null) {
    if (sameFile(srcStat, destStat)) throw invalid(kSame, dest);
    if (srcStat.isDirectory() && !destStat.isDirectory()) {
      throw fail(ERR_FS_CP_DIR_TO_NON_DIR, `cannot overwrite non-directory ${dest} with directory ${src}`, dest,
        EISDIR, 'EISDIR');
    }
    if (!srcStat.isDirectory() && destStat.isDirectory()) {
      throw fail(ERR_FS_CP_NON_DIR_TO_DIR, `cannot overwrite directory ${dest} with non-directory ${src}`, dest,
        ENOTDIR, 'ENOTDIR');
    }
  }
  if (srcStat.isDirectory() && isInside(src, dest)) throw intoItself(src, dest);
  return { srcStat, destStat, skipped: false };
}

const intoItself = (src, dest) => invalid(`cannot copy ${src} to a subdirectory of self ${dest}`, dest);

// A directory above dest may be src under another name.
function* checkParents(src, srcStat, dest) {
  const srcParent = pathModule.resolve(pathModule.dirname(src));
  let at = pathModule.resolve(pathModule.dirname(dest));
  while (at !== srcParent && at !== pathModule.parse(at).root) {
    try {
      if (sameFile(srcStat, yield call('stat', at, big))) throw intoItself(src, dest);
    } catch (error) {
      if (error.code === 'ENOENT') return;
      throw error;
    }
    at = pathModule.dirname(at);
  }
}

/* ---- copying -------------------------------------------------------------------------------------------- */

function* copyTree(src, dest, options) {
  const { srcStat, destStat, skipped } = yield* checkPaths(src, dest, options);
  if (skipped) return;
  yield* checkParents(src, srcStat, dest);
  yield call('mkdir', pathModule.dirname(pathModule.resolve(dest)), { recursive: true });
  yield* copyAny(destStat, src, dest, options);
}

function* copyAny(destStat, src, dest, options) {
  const srcStat = yield call(options.dereference ? 'stat' : 'lstat', src, big);
  if (srcStat.isDirectory()) {
    if (!options.recursive) {
      throw fail(ERR_FS_EISDIR, `${src} is a directory (not copied)`, src, EISDIR, 'EISDIR');
    }
    yield* copyDir(srcStat, destStat, src, dest, options);
  } else if (srcStat.isFile() || srcStat.isCharacterDevice() || srcStat.isBlockDevice()) {
    yield* copyFile(srcStat, destStat, src, dest, options);
  } else if (srcStat.isSymbolicLink()) {
    yield* copyLink(destStat, src, dest, options);
  } else if (srcStat.isSocket()) {
    throw fail(ERR_FS_CP_SOCKET, `cannot copy a socket file: ${dest}`, dest, EINVAL, 'EINVAL');
  } else if (srcStat.isFIFO()) {
    throw fail(ERR_FS_CP_FIFO_PIPE, `cannot copy a FIFO pipe: ${dest}`, dest, EINVAL, 'EINVAL');
  } else {
    throw fail(ERR_FS_CP_UNKNOWN, `cannot copy an unknown file type: ${dest}`, dest, EINVAL, 'EINVAL');
  }
}

function* copyDir(srcStat, destStat, src, dest, options) {
  if (destStat === null) yield call('mkdir', dest);
  for (const { name } of yield call('readdir', src, { withFileTypes: true })) {
    const from = pathModule.join(src, name), to = pathModule.join(dest, name);
    const checked = yield* checkPaths(from, to, options);
    if (!checked.skipped) yield* copyAny(checked.destStat, from, to, options);
  }
  if (destStat === null) yield call('chmod', dest, Number(srcStat.mode));
}

function* copyFile(srcStat, destStat, src, dest, options) {
  if (destStat !== null) {
    if (!options.force) {
      if (options.errorOnExist) throw fail(ERR_FS_CP_EEXIST, `${dest} already exists`, dest, EEXIST, 'EEXIST');
      return;
    }
    yield call('unlink', dest);
  }
  yield call('copyFile', src, dest, options.mode);
  const mode = Number(srcStat.mode);
  if (options.preserveTimestamps) {
    // utimes needs write permission; and copying has changed the source's atime.
    if ((mode & 0o200) === 0) yield call('chmod', dest, mode | 0o200);
    const { atime, mtime } = yield call('stat', src);
    yield call('utimes', dest, atime, mtime);
  }
  yield call('chmod', dest, mode);
}

function* copyLink(destStat, src, dest, options) {
  let target = yield call('readlink', src);
  if (!options.verbatimSymlinks && !pathModule.isAbsolute(target))
    target = pathModule.resolve(pathModule.dirname(src), target);
  if (destStat === null) {
    yield call('symlink', target, dest);
    return;
  }
  let old;
  try {
    old = yield call('readlink', dest);
  } catch (error) {
    // Not a link: symlink() says what is wrong.
    if (error.code !== 'EINVAL') throw error;
    yield call('symlink', target, dest);
    return;
  }
  if (!pathModule.isAbsolute(old)) old = pathModule.resolve(pathModule.dirname(dest), old);
  const { isDirectory } = yield* linked(src);
  if (isDirectory && isInside(target, old)) throw intoItself(target, old);
  if (isDirectory && isInside(old, target)) {
    throw fail(ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY, `cannot overwrite ${old} with ${target}`, dest, EINVAL, 'EINVAL');
  }
  yield call('unlink', dest);
  yield call('symlink', target, dest);
}

// What a link leads to; a broken one to nothing.
function* linked(path) {
  try {
    return { isDirectory: (yield call('stat', path)).isDirectory() };
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return { isDirectory: false };
  }
}

const text = (path) => (typeof path === 'string' ? path : Buffer.from(path).toString());

/**
 * What cpSync throws: an Error with the code and a text, as in Node, whose fs.cpSync finds these faults natively.
 * Only what exists already is a system error here, too.
 */
function plainError(error) {
  const { code, info } = error;
  if (info?.syscall !== 'cp' || code === 'ERR_FS_CP_EEXIST') return error;
  let message = info.message;
  if (code === 'ERR_FS_EISDIR') {
    const end = info.path.endsWith(pathModule.sep) ? '' : pathModule.sep;
    message = `Recursive option not enabled, cannot copy a directory: ${info.path}${end}`;
  } else if (message === kSame) {
    message = `${kSame} ${info.path}`;
  } else if (code !== 'ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY') {
    message = message[0].toUpperCase() + message.slice(1);
  }
  return genericNodeError(message, { code });
}

/** Paths and options are validated already. */
function cpSyncFn(src, dest, options) {
  try {
    runSync(copyTree(text(src), text(dest), options));
  } catch (error) {
    throw plainError(error);
  }
}
const cpFn = async (src, dest, options) => runAsync(copyTree(text(src), text(dest), options));

module.exports = { cpFn, cpSyncFn };
