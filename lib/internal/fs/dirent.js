// SPDX-License-Identifier: MIT
'use strict';
// Dirent: what readdir and opendir give with file types. getDirents() makes them from C's arrays.

const pathModule = require('path');
const { fs: {
  UV_DIRENT_FILE, UV_DIRENT_DIR, UV_DIRENT_LINK, UV_DIRENT_FIFO, UV_DIRENT_SOCKET, UV_DIRENT_CHAR,
  UV_DIRENT_BLOCK,
} } = internalBinding('constants');

const kType = Symbol('type');

class Dirent {
  constructor(name, type, path) {
    this.name = name;
    this.parentPath = path;
    this[kType] = type;
  }

  isDirectory() { return this[kType] === UV_DIRENT_DIR; }
  isFile() { return this[kType] === UV_DIRENT_FILE; }
  isBlockDevice() { return this[kType] === UV_DIRENT_BLOCK; }
  isCharacterDevice() { return this[kType] === UV_DIRENT_CHAR; }
  isSymbolicLink() { return this[kType] === UV_DIRENT_LINK; }
  isFIFO() { return this[kType] === UV_DIRENT_FIFO; }
  isSocket() { return this[kType] === UV_DIRENT_SOCKET; }
}

/** `path`/`below`, where either may be a Buffer. */
function joinPath(path, below) {
  if (typeof path === 'string' && typeof below === 'string') return pathModule.join(path, below);
  const a = Buffer.from(path), b = Buffer.from(below);
  if (b.length === 0) return a;
  return Buffer.concat(a[a.length - 1] === 47 ? [a, b] : [a, Buffer.from('/'), b]);
}

/**
 * [names, types, parents, directories] of binding.readdir as Dirents.
 * `decode` turns a name into the encoding that was asked for (null: it already is).
 */
function getDirents(path, [names, types, parents, below], decode = null) {
  const dirs = below.map((dir) => (dir.length === 0 ? path : joinPath(path, dir)));
  for (let i = 0; i < names.length; i++) {
    const name = decode === null ? names[i] : decode(names[i]);
    names[i] = new Dirent(name, types[i], dirs.length === 0 ? path : dirs[parents[i]]);
  }
  return names;
}

module.exports = { Dirent, getDirents, joinPath };
