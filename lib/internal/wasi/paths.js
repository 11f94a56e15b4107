// SPDX-License-Identifier: MIT
'use strict';
// The path_* system calls of WASI preview 1.

const fs = require('fs');
const pathModule = require('path');
const { WasiError, errno } = require('internal/wasi/errno');
const { OpenFile, filetype, resolve, right, typeOf } = require('internal/wasi/files');
const { checkTimes, newTimes, writeFilestat } = require('internal/wasi/descriptors');

const {
  O_APPEND, O_CREAT, O_DIRECTORY, O_DSYNC, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY,
} =
  fs.constants;
const FOLLOW = 1;
const CREAT = 1, DIRECTORY = 2, EXCL = 4, TRUNC = 8;
const APPEND = 1, DSYNC = 2, NONBLOCK = 4, RSYNC = 8, SYNC = 16;
const READ_RIGHTS = (1n << 1n) | (1n << 14n);
const WRITE_RIGHTS = (1n << 0n) | (1n << 6n) | (1n << 8n) | (1n << 22n);

function openFlags(oflags, rights, fdflags) {
  const read = (rights & READ_RIGHTS) !== 0n, write = (rights & WRITE_RIGHTS) !== 0n;
  let flags = write ? (read ? O_RDWR : O_WRONLY) : O_RDONLY;
  if (oflags & CREAT) flags |= O_CREAT;
  if (oflags & DIRECTORY) flags |= O_DIRECTORY;
  if (oflags & EXCL) flags |= O_EXCL;
  if (oflags & TRUNC) flags |= O_TRUNC;
  if (fdflags & DSYNC) flags |= O_DSYNC;
  if (fdflags & NONBLOCK) flags |= O_NONBLOCK;
  if (fdflags & (RSYNC | SYNC)) flags |= O_SYNC;
  return flags;
}

function neededToOpen(oflags) {
  return right.PATH_OPEN | (oflags & CREAT ? right.PATH_CREATE_FILE : 0n) | (oflags & TRUNC ? right.PATH_FILESTAT_SET_SIZE : 0n);
}

function open(table, dirfd, lookup, path, oflags, rights, inheriting, fdflags) {
  const directory = table.directory(dirfd, neededToOpen(oflags));
  rights = BigInt.asUintN(64, rights);
  inheriting = BigInt.asUintN(64, inheriting);
  if (((rights | inheriting) & ~directory.inheriting) !== 0n) throw new WasiError(errno.ENOTCAPABLE);
  const real = resolve(directory, path, (lookup & FOLLOW) !== 0);
  // What was resolved is opened as it is: a link put there meanwhile is refused. Appending is done by
  // position, so that reads and seeks of the same descriptor keep working.
  const flags = openFlags(oflags, rights, fdflags) | O_NOFOLLOW;
  const fd = fs.openSync(real, flags & ~O_APPEND, 0o666);
  let type;
  try {
    type = typeOf(fs.fstatSync(fd));
  } catch (error) {
    fs.closeSync(fd);
    throw error;
  }
  const file = new OpenFile(fd, type, {
    path: type === filetype.DIRECTORY ? real.replace(/(?<=.)\/$/, '') : null,
    flags: fdflags & (APPEND | DSYNC | NONBLOCK | RSYNC | SYNC),
    rights,
    inheriting,
  });
  return table.add(file);
}

function pathCalls(table, memory) {
  const find = (needed, fd, at, length, follow = false) =>
    resolve(table.directory(fd, needed), memory.text(at, length), follow);
  return {
    path_create_directory(fd, path, length) { fs.mkdirSync(find(right.PATH_CREATE_DIRECTORY, fd, path, length)); },
    path_filestat_get(fd, lookup, path, length, at) {
      const real = find(right.PATH_FILESTAT_GET, fd, path, length, (lookup & FOLLOW) !== 0);
      writeFilestat(memory, at, fs.lstatSync(real, { bigint: true }));
    },
    path_filestat_set_times(fd, lookup, path, length, atim, mtim, flags) {
      const real = find(right.PATH_FILESTAT_SET_TIMES, fd, path, length, (lookup & FOLLOW) !== 0);
      checkTimes(flags);
      fs.lutimesSync(real, ...newTimes(fs.lstatSync(real, { bigint: true }), atim, mtim, flags));
    },
    path_link(oldFd, lookup, oldPath, oldLength, newFd, newPath, newLength) {
      fs.linkSync(find(right.PATH_LINK_SOURCE, oldFd, oldPath, oldLength, (lookup & FOLLOW) !== 0),
                  find(right.PATH_LINK_TARGET, newFd, newPath, newLength));
    },
    path_open(fd, lookup, path, length, oflags, rights, inheriting, fdflags, result) {
      memory.u32(result, open(table, fd, lookup, memory.text(path, length), oflags, rights, inheriting, fdflags));
    },
    path_readlink(fd, path, length, at, size, used) {
      const target = Buffer.from(fs.readlinkSync(find(right.PATH_READLINK, fd, path, length)));
      if (target.length >= size >>> 0) throw new WasiError(errno.ENOBUFS); // one byte must be left
      memory.bytes(at, target.length).set(target);
      memory.u32(used, target.length);
    },
    path_remove_directory(fd, path, length) { fs.rmdirSync(find(right.PATH_REMOVE_DIRECTORY, fd, path, length)); },
    path_rename(oldFd, oldPath, oldLength, newFd, newPath, newLength) {
      fs.renameSync(find(right.PATH_RENAME_SOURCE, oldFd, oldPath, oldLength),
                    find(right.PATH_RENAME_TARGET, newFd, newPath, newLength));
    },
    path_symlink(target, targetLength, fd, path, length) {
      const text = memory.text(target, targetLength);
      if (text === '') throw new WasiError(errno.EINVAL);
      if (text.startsWith('/')) throw new WasiError(errno.EPERM);
      if (/^\.\.(\/|$)/.test(pathModule.posix.normalize(text))) throw new WasiError(errno.ENOTCAPABLE);
      fs.symlinkSync(text, find(right.PATH_SYMLINK, fd, path, length));
    },
    path_unlink_file(fd, path, length) {
      const real = find(right.PATH_UNLINK_FILE, fd, path, length);
      if (fs.lstatSync(real).isDirectory()) throw new WasiError(errno.EISDIR);
      fs.unlinkSync(real);
    },
  };
}

module.exports = { pathCalls };
