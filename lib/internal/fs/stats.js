// SPDX-License-Identifier: MIT
'use strict';

const { MathRound } = primordials;
// Stats, BigIntStats and StatFs, and the two typed arrays through which C hands their numbers over.
// Made by fs.stat and its kin (sync: right after the call; async: by C, through makeStats).

const binding = internalBinding('fs');
const { fs: {
  S_IFMT, S_IFREG, S_IFDIR, S_IFCHR, S_IFBLK, S_IFIFO, S_IFLNK, S_IFSOCK,
} } = internalBinding('constants');

const FIELDS = 18;
const numbers = new Float64Array(new ArrayBuffer(FIELDS * 2 * 8));
const bigints = new BigInt64Array(new ArrayBuffer(FIELDS * 2 * 8));

function StatsBase() {}

function hasType(type) {
  const big = BigInt(type);
  return function() {
    return typeof this.mode === 'bigint' ? (this.mode & BigInt(S_IFMT)) === big : (this.mode & S_IFMT) === type;
  };
}

for (const [name, type] of [
  ['isDirectory', S_IFDIR], ['isFile', S_IFREG], ['isBlockDevice', S_IFBLK], ['isCharacterDevice', S_IFCHR],
  ['isSymbolicLink', S_IFLNK], ['isFIFO', S_IFIFO], ['isSocket', S_IFSOCK],
]) {
  const method = hasType(type);
  Object.defineProperty(method, 'name', { value: name, configurable: true });
  StatsBase.prototype[name] = method;
}

function Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks,
  atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
  this.atimeMs = atimeMs;
  this.mtimeMs = mtimeMs;
  this.ctimeMs = ctimeMs;
  this.birthtimeMs = birthtimeMs;
}

function BigIntStats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks,
  atimeNs, mtimeNs, ctimeNs, birthtimeNs) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
  this.atimeMs = atimeNs / 1_000_000n;
  this.mtimeMs = mtimeNs / 1_000_000n;
  this.ctimeMs = ctimeNs / 1_000_000n;
  this.birthtimeMs = birthtimeNs / 1_000_000n;
  this.atimeNs = atimeNs;
  this.mtimeNs = mtimeNs;
  this.ctimeNs = ctimeNs;
  this.birthtimeNs = birthtimeNs;
}

// Dates are made when first asked for, and then are ordinary properties.
function dateProperty(name) {
  const source = `${name}Ms`;
  const set = (object, value) => Object.defineProperty(object, name, {
    __proto__: null, value, enumerable: true, configurable: true, writable: true,
  });
  return {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() {
      // Half a millisecond is rounded, not cut: utimes and stat then agree.
      const date = new Date(MathRound(Number(this[source])));
      set(this, date);
      return date;
    },
    set(value) { set(this, value); },
  };
}

for (const Class of [Stats, BigIntStats]) {
  Object.setPrototypeOf(Class.prototype, StatsBase.prototype);
  Object.setPrototypeOf(Class, StatsBase);
  for (const name of ['atime', 'mtime', 'ctime', 'birthtime'])
    Object.defineProperty(Class.prototype, name, dateProperty(name));
  Class.prototype._checkModeProperty = function(property) {
    return typeof this.mode === 'bigint' ?
      (this.mode & BigInt(S_IFMT)) === BigInt(property) : (this.mode & S_IFMT) === property;
  };
}

const ms = (v, at) => v[at] * 1000 + v[at + 1] / 1e6;
const ns = (v, at) => v[at] * 1_000_000_000n + v[at + 1];

// The hot one: the last stat().
function statsNow() {
  const v = numbers;
  return new Stats(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9],
    v[10] * 1000 + v[11] / 1e6, v[12] * 1000 + v[13] / 1e6, v[14] * 1000 + v[15] / 1e6, v[16] * 1000 + v[17] / 1e6);
}

/** The numbers at `offset` (0 or 18) of the shared array, as Stats or BigIntStats. */
function getStatsFromBinding(v, offset = 0) {
  if (v === bigints) {
    return new BigIntStats(
      v[offset], v[offset + 1], v[offset + 2], v[offset + 3], v[offset + 4], v[offset + 5], v[offset + 6],
      v[offset + 7], v[offset + 8], v[offset + 9],
      ns(v, offset + 10), ns(v, offset + 12), ns(v, offset + 14), ns(v, offset + 16));
  }
  return offset === 0 ? statsNow() : new Stats(
    v[offset], v[offset + 1], v[offset + 2], v[offset + 3], v[offset + 4], v[offset + 5], v[offset + 6],
    v[offset + 7], v[offset + 8], v[offset + 9],
    ms(v, offset + 10), ms(v, offset + 12), ms(v, offset + 14), ms(v, offset + 16));
}

/** Called by C and by the sync functions. */
function makeStats(big) {
  return big ? getStatsFromBinding(bigints, 0) : statsNow();
}

class StatFs {
  constructor(type, bsize, frsize, blocks, bfree, bavail, files, ffree) {
    this.type = type;
    this.bsize = bsize;
    this.frsize = frsize;
    this.blocks = blocks;
    this.bfree = bfree;
    this.bavail = bavail;
    this.files = files;
    this.ffree = ffree;
  }
}

const getStatFsFromBinding = (values) => new StatFs(...values);

binding.init(numbers, bigints, makeStats);

module.exports = {
  BigIntStats, StatFs, Stats, bigints, getStatFsFromBinding, getStatsFromBinding, makeStats, numbers,
};
