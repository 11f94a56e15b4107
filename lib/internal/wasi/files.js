// SPDX-License-Identifier: MIT
'use strict';
// The file descriptors of a WASI program, and the resolution of its paths inside of preopened directories.

const fs = require('fs');
const pathModule = require('path');
const { WasiError, errno } = require('internal/wasi/errno');

const MAX_LINKS = 40;
const filetype = { UNKNOWN: 0, BLOCK: 1, CHARACTER: 2, DIRECTORY: 3, REGULAR: 4, SOCKET_STREAM: 6, SYMLINK: 7 };

// Rights, as bit numbers of fdstat.
const RIGHTS_ALL = (1n << 30n) - 1n;
const DIRECTORY_RIGHTS = 0b1111111111111111000000000n | (1n << 4n) | (1n << 21n) | (1n << 25n) | (1n << 26n);
const FILE_RIGHTS = 0b111111111n | (1n << 21n) | (1n << 22n) | (1n << 23n) | (1n << 27n);

function typeOf(stats) {
  if (stats.isFile()) return filetype.REGULAR;
  if (stats.isDirectory()) return filetype.DIRECTORY;
  if (stats.isSymbolicLink()) return filetype.SYMLINK;
  if (stats.isCharacterDevice()) return filetype.CHARACTER;
  if (stats.isBlockDevice()) return filetype.BLOCK;
  if (stats.isSocket()) return filetype.SOCKET_STREAM;
  return filetype.UNKNOWN;
}

/** One open file: fd is that of the system, pos is ours (null: the system's). */
class OpenFile {
  constructor(fd, type, { path = null, preopen = null, flags = 0, rights, inheriting } = {}) {
    const directory = type === filetype.DIRECTORY;
    this.fd = fd;
    this.type = type;
    this.path = path;          // directories: where they are, for path_*
    this.root = path;          // what they may not leave
    this.preopen = preopen;    // the name a preopened one is known by
    this.flags = flags;
    this.rights = rights ?? (directory ? DIRECTORY_RIGHTS : FILE_RIGHTS);
    this.inheriting = inheriting ?? (directory ? RIGHTS_ALL : 0n);
    this.pos = type === filetype.REGULAR ? 0n : null;
    this.entries = null;
  }
}

class FileTable {
  #files = new Map();

  constructor(stdio, preopens) {
    for (let i = 0; i < 3; i++) {
      let type = filetype.UNKNOWN;
      try {
        type = typeOf(fs.fstatSync(stdio[i]));
      } catch {
        // It may be closed: using it will fail.
      }
      const file = new OpenFile(stdio[i], type);
      file.pos = null;
      this.#files.set(i, file);
    }
    for (const [name, path] of preopens) {
      const real = fs.realpathSync(path);
      const fd = fs.openSync(real, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY);
      this.add(new OpenFile(fd, filetype.DIRECTORY, { path: real, preopen: name }));
    }
  }

  add(file) {
    let number = 0;
    while (this.#files.has(number)) number++;
    this.#files.set(number, file);
    return number;
  }

  get(number) {
    const file = this.#files.get(number);
    if (file === undefined) throw new WasiError(errno.EBADF);
    return file;
  }

  directory(number) {
    const file = this.get(number);
    if (file.path === null) throw new WasiError(errno.ENOTDIR);
    return file;
  }

  close(number) {
    const file = this.get(number);
    this.#files.delete(number);
    fs.closeSync(file.fd);
  }

  renumber(from, to) {
    const file = this.get(from);
    this.get(to);
    if (from === to) return;
    this.close(to);
    this.#files.delete(from);
    this.#files.set(to, file);
  }
}

/**
 * The real path of `path` below a directory. Links are followed by hand, so that neither they nor `..`
 * lead out of the preopened directory; the last component only if `follow`.
 */
function resolve(directory, path, follow) {
  if (path.includes('\0')) throw new WasiError(errno.EILSEQ);
  if (path.startsWith('/')) throw new WasiError(errno.ENOTCAPABLE);
  const { root } = directory;
  let at = directory.path, links = 0;
  const parts = path.split('/');
  while (parts.length > 0) {
    const part = parts.shift();
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (at === root) throw new WasiError(errno.ENOTCAPABLE);
      at = pathModule.dirname(at);
      continue;
    }
    const next = pathModule.join(at, part);
    const last = parts.every((rest) => rest === '');
    const target = last && !follow && !path.endsWith('/') ? null : linkTarget(next);
    if (target === null) {
      at = next;
      continue;
    }
    if (++links > MAX_LINKS) throw new WasiError(errno.ELOOP);
    if (target.startsWith('/')) throw new WasiError(errno.ENOTCAPABLE);
    parts.unshift(...target.split('/'));
  }
  return at;
}

function linkTarget(path) {
  try {
    return fs.readlinkSync(path);
  } catch (error) {
    if (error.code === 'EINVAL' || error.code === 'ENOENT') return null;
    throw error;
  }
}

module.exports = { FileTable, OpenFile, RIGHTS_ALL, filetype, resolve, typeOf };
