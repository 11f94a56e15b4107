// SPDX-License-Identifier: MIT
'use strict';
// The file descriptors of a WASI program, and the resolution of its paths inside of preopened directories.

const fs = require('fs');
const pathModule = require('path');
const { WasiError, errno } = require('internal/wasi/errno');

const MAX_LINKS = 31;
const filetype = { UNKNOWN: 0, BLOCK: 1, CHARACTER: 2, DIRECTORY: 3, REGULAR: 4, SOCKET_STREAM: 6, SYMLINK: 7 };

// Rights: the number of each is its bit in fdstat.
const RIGHTS = ['FD_DATASYNC', 'FD_READ', 'FD_SEEK', 'FD_FDSTAT_SET_FLAGS', 'FD_SYNC', 'FD_TELL', 'FD_WRITE', 'FD_ADVISE', 'FD_ALLOCATE',
                'PATH_CREATE_DIRECTORY', 'PATH_CREATE_FILE', 'PATH_LINK_SOURCE', 'PATH_LINK_TARGET', 'PATH_OPEN', 'FD_READDIR',
                'PATH_READLINK', 'PATH_RENAME_SOURCE', 'PATH_RENAME_TARGET', 'PATH_FILESTAT_GET', 'PATH_FILESTAT_SET_SIZE',
                'PATH_FILESTAT_SET_TIMES', 'FD_FILESTAT_GET', 'FD_FILESTAT_SET_SIZE', 'FD_FILESTAT_SET_TIMES', 'PATH_SYMLINK',
                'PATH_REMOVE_DIRECTORY', 'PATH_UNLINK_FILE', 'POLL_FD_READWRITE', 'SOCK_SHUTDOWN', 'SOCK_ACCEPT'];
const right = { __proto__: null };
RIGHTS.forEach((name, i) => { right[name] = 1n << BigInt(i); });
const RIGHTS_ALL = (1n << BigInt(RIGHTS.length)) - 1n;
const DIRECTORY_RIGHTS = right.FD_FDSTAT_SET_FLAGS | right.FD_SYNC | right.FD_ADVISE | right.PATH_CREATE_DIRECTORY | right.PATH_CREATE_FILE |
  right.PATH_LINK_SOURCE | right.PATH_LINK_TARGET | right.PATH_OPEN | right.FD_READDIR | right.PATH_READLINK | right.PATH_RENAME_SOURCE |
  right.PATH_RENAME_TARGET | right.PATH_FILESTAT_GET | right.PATH_FILESTAT_SET_SIZE | right.PATH_FILESTAT_SET_TIMES |
  right.FD_FILESTAT_GET | right.FD_FILESTAT_SET_TIMES | right.PATH_SYMLINK | right.PATH_REMOVE_DIRECTORY | right.PATH_UNLINK_FILE |
  right.POLL_FD_READWRITE;
const FILE_RIGHTS = right.FD_DATASYNC | right.FD_READ | right.FD_SEEK | right.FD_FDSTAT_SET_FLAGS | right.FD_SYNC | right.FD_TELL |
  right.FD_WRITE | right.FD_ADVISE | right.FD_ALLOCATE | right.FD_FILESTAT_GET | right.FD_FILESTAT_SET_SIZE | right.FD_FILESTAT_SET_TIMES |
  right.POLL_FD_READWRITE;
// Pipes, sockets and terminals have no place and no size.
const STREAM_RIGHTS = right.FD_READ | right.FD_FDSTAT_SET_FLAGS | right.FD_WRITE | right.FD_FILESTAT_GET | right.POLL_FD_READWRITE;

/** What may be done with a file of this type at most. */
function rightsOf(type, fd) {
  if (type === filetype.DIRECTORY) return DIRECTORY_RIGHTS;
  if (type === filetype.REGULAR) return FILE_RIGHTS;
  if (type === filetype.BLOCK || (type === filetype.CHARACTER && !require('tty').isatty(fd))) return RIGHTS_ALL;
  return STREAM_RIGHTS;
}

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
    const most = rightsOf(type, fd);
    this.rights = rights === undefined ? most : rights & most;
    this.inheriting = directory ? inheriting ?? (DIRECTORY_RIGHTS | FILE_RIGHTS) : most === RIGHTS_ALL ? most : 0n;
    this.pos = type === filetype.REGULAR ? 0n : null;
    this.entries = null;
  }
}

/** A system call of the constructor: its error is WASI's. */
function begin(call) {
  try {
    return call();
  } catch (error) {
    const code = `UVWASI_${error.code}`;
    throw Object.assign(new Error(`${code}, uvwasi_init`), { errno: errno[error.code] ?? 0, code, syscall: 'uvwasi_init' });
  }
}

class FileTable {
  #files = new Map();

  constructor(stdio, preopens) {
    for (let i = 0; i < 3; i++) {
      const file = new OpenFile(stdio[i], typeOf(begin(() => fs.fstatSync(stdio[i]))));
      file.pos = null;
      this.#files.set(i, file);
    }
    for (const [name, path] of preopens) {
      const real = begin(() => fs.realpathSync(path));
      const fd = begin(() => fs.openSync(real, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY));
      this.add(new OpenFile(fd, filetype.DIRECTORY, { path: real, preopen: name }));
    }
  }

  add(file) {
    let number = 0;
    while (this.#files.has(number)) number++;
    this.#files.set(number, file);
    return number;
  }

  /** @param {bigint} [needed] rights that the file must have */
  get(number, needed = 0n) {
    const file = this.#files.get(number);
    if (file === undefined) throw new WasiError(errno.EBADF);
    if ((needed & ~file.rights) !== 0n) throw new WasiError(errno.ENOTCAPABLE);
    return file;
  }

  /** The same for files that need not be there. */
  find(number, needed) { return this.#files.has(number) ? this.get(number, needed) : undefined; }

  directory(number, needed) {
    const file = this.get(number, needed);
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
  if (path === '') throw new WasiError(errno.EINVAL);
  if (path.includes('\0')) throw new WasiError(errno.EINVAL);
  if (path.startsWith('/')) throw new WasiError(errno.ENOTCAPABLE);
  const { root } = directory;
  let at = directory.path, links = 0;
  const parts = pathModule.posix.normalize(path).split('/');
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
    if (target.startsWith('/')) {
      // It may name the directory as the program knows it.
      if (directory.preopen === null || !`${target}/`.startsWith(`${directory.preopen}/`)) throw new WasiError(errno.ENOTCAPABLE);
      at = root;
      parts.unshift(...target.slice(directory.preopen.length).split('/'));
      continue;
    }
    parts.unshift(...target.split('/'));
  }
  // The system knows best what a slash at the end asks for.
  return path.endsWith('/') && at !== root ? `${at}/` : at;
}

function linkTarget(path) {
  try {
    return fs.readlinkSync(path);
  } catch (error) {
    if (error.code === 'EINVAL' || error.code === 'ENOENT') return null;
    throw error;
  }
}

module.exports = { FileTable, OpenFile, filetype, resolve, right, typeOf };
