// SPDX-License-Identifier: MIT
'use strict';
// The fd_* system calls of WASI preview 1.

const fs = require('fs');
const { WasiError, errno } = require('internal/wasi/errno');
const { filetype, right, typeOf } = require('internal/wasi/files');

const APPEND = 1;
const ATIM = 1, ATIM_NOW = 2, MTIM = 4, MTIM_NOW = 8;

const seconds = (ns) => Number(ns) / 1e9;

/** Whether the flags of a set_times call make sense. */
function checkTimes(flags) {
  if (flags & ~(ATIM | ATIM_NOW | MTIM | MTIM_NOW)) throw new WasiError(errno.EINVAL);
}

/** [atime, mtime] in seconds that a set_times call asks for. */
function newTimes(stats, atim, mtim, flags) {
  if ((flags & (ATIM | ATIM_NOW)) === (ATIM | ATIM_NOW) || (flags & (MTIM | MTIM_NOW)) === (MTIM | MTIM_NOW))
    throw new WasiError(errno.EINVAL);
  const now = Date.now() / 1000;
  const pick = (set, setNow, value, old) => (flags & set ? seconds(value) : flags & setNow ? now : seconds(old));
  return [pick(ATIM, ATIM_NOW, atim, stats.atimeNs), pick(MTIM, MTIM_NOW, mtim, stats.mtimeNs)];
}

/** Writes a filestat. The old version of WASI has a shorter link count. */
function writeFilestat(memory, at, stats) {
  memory.bytes(at, 64).fill(0);
  memory.u64(at, stats.dev);
  memory.u64(at + 8, stats.ino);
  memory.view.setUint8(at + 16, typeOf(stats));
  memory.u64(at + 24, stats.nlink);
  memory.u64(at + 32, stats.size);
  memory.u64(at + 40, stats.atimeNs);
  memory.u64(at + 48, stats.mtimeNs);
  memory.u64(at + 56, stats.ctimeNs);
}

// Reads or writes all buffers at a position (null: the file's), and tells how many bytes.
function transfer(fn, file, buffers, position) {
  const copies = buffers.filter((buffer) => buffer.length > 0);
  return copies.length === 0 ? 0 : fn(file.fd, copies, position === null ? null : Number(position));
}

/** An offset or a length, which has a sign to the system. */
function size64(value) {
  if (BigInt.asIntN(64, value) < 0n) throw new WasiError(errno.EINVAL);
  return value;
}

function checkFile(file) {
  if (file.type === filetype.DIRECTORY) throw new WasiError(errno.EISDIR);
  return file;
}

// The entries of a directory, without `.` and `..`.
function entriesOf(file) {
  const list = [];
  for (const entry of fs.readdirSync(file.path, { withFileTypes: true })) {
    let ino = 0n;
    try {
      ({ ino } = fs.lstatSync(`${file.path}/${entry.name}`, { bigint: true }));
    } catch {
      continue;
    }
    list.push([entry.name, ino, typeOf(entry)]);
  }
  return list;
}

function readdir(file, memory, at, length, cookie, used) {
  if (file.path === null) throw new WasiError(errno.ENOTDIR);
  if (cookie === 0n || file.entries === null) file.entries = entriesOf(file);
  const out = memory.bytes(at, length);
  let filled = 0;
  for (let i = Number(BigInt.asUintN(64, cookie)); i < file.entries.length && filled < out.length; i++) {
    const [name, ino, type] = file.entries[i];
    const text = Buffer.from(name);
    const entry = Buffer.alloc(24 + text.length);
    entry.writeBigUInt64LE(BigInt(i + 1), 0);
    entry.writeBigUInt64LE(BigInt.asUintN(64, ino), 8);
    entry.writeUInt32LE(text.length, 16);
    entry.writeUInt8(type, 20);
    text.copy(entry, 24);
    const part = entry.subarray(0, out.length - filled);
    out.set(part, filled);
    filled += part.length;
  }
  memory.u32(used, filled);
}

/** Of a file whose place the system keeps: those that the program was started with. */
function seekSystem(fd, offset, whence) {
  const place = internalBinding('wasm').seek(fd, Number(offset), whence);
  if (place < 0) throw new WasiError(errno[require('util').getSystemErrorName(place)] ?? errno.EINVAL);
  return BigInt(place);
}

function seek(file, offset, whence) {
  if (file.type === filetype.DIRECTORY) throw new WasiError(errno.EBADF);
  if (file.pos === null) return seekSystem(file.fd, offset, whence);
  let base = 0n;
  if (whence === 1) base = file.pos;
  else if (whence === 2) base = fs.fstatSync(file.fd, { bigint: true }).size;
  else if (whence !== 0) throw new WasiError(errno.EINVAL);
  if (base + offset < 0n) throw new WasiError(errno.EINVAL);
  file.pos = base + offset;
  return file.pos;
}

function descriptorCalls(table, memory, unstable) {
  return {
    fd_advise(fd, offset, length, advice) {
      if (advice >>> 0 > 5) throw new WasiError(errno.EINVAL);
      if (table.get(fd, right.FD_ADVISE).type === filetype.DIRECTORY) throw new WasiError(errno.EBADF);
    },
    fd_allocate(fd, offset, length) {
      const file = checkFile(table.get(fd, right.FD_ALLOCATE));
      const end = size64(offset) + size64(length);
      if (end >= 2n ** 63n) throw new WasiError(errno.EFBIG);
      const { size } = fs.fstatSync(file.fd, { bigint: true });
      if (end > size) fs.ftruncateSync(file.fd, Number(end));
    },
    fd_close(fd) { table.close(fd); },
    fd_datasync(fd) { fs.fdatasyncSync(table.get(fd, right.FD_DATASYNC).fd); },
    fd_fdstat_get(fd, at) {
      const file = table.get(fd);
      memory.bytes(at, 24).fill(0);
      memory.view.setUint8(at, file.type);
      memory.view.setUint16(at + 2, file.flags, true);
      memory.u64(at + 8, file.rights);
      memory.u64(at + 16, file.inheriting);
    },
    fd_fdstat_set_flags(fd, flags) { table.get(fd, right.FD_FDSTAT_SET_FLAGS).flags = flags; },
    fd_fdstat_set_rights(fd, rights, inheriting) {
      const file = table.get(fd);
      rights = BigInt.asUintN(64, rights);
      inheriting = BigInt.asUintN(64, inheriting);
      if ((rights & ~file.rights) !== 0n || (inheriting & ~file.inheriting) !== 0n)
        throw new WasiError(errno.ENOTCAPABLE);
      file.rights = rights;
      file.inheriting = inheriting;
    },
    fd_filestat_get(fd, at) { writeFilestat(memory, at, fs.fstatSync(table.get(fd, right.FD_FILESTAT_GET).fd, { bigint: true })); },
    fd_filestat_set_size(fd, size) {
      fs.ftruncateSync(checkFile(table.get(fd, right.FD_FILESTAT_SET_SIZE)).fd, Number(size64(size)));
    },
    fd_filestat_set_times(fd, atim, mtim, flags) {
      checkTimes(flags);
      const file = table.get(fd, right.FD_FILESTAT_SET_TIMES);
      fs.futimesSync(file.fd, ...newTimes(fs.fstatSync(file.fd, { bigint: true }), atim, mtim, flags));
    },
    fd_pread(fd, iovs, count, offset, result) {
      const buffers = memory.vectors(iovs, count);
      memory.u32(result, transfer(fs.readvSync, checkFile(table.get(fd, right.FD_READ | right.FD_SEEK)), buffers, size64(offset)));
    },
    fd_prestat_get(fd, at) {
      const file = table.get(fd);
      if (file.preopen === null) throw new WasiError(errno.EINVAL);
      memory.view.setUint8(at, 0);
      memory.u32(at + 4, Buffer.byteLength(file.preopen));
    },
    fd_prestat_dir_name(fd, at, length) {
      const file = table.get(fd);
      if (file.preopen === null) throw new WasiError(errno.EBADF);
      const name = Buffer.from(file.preopen);
      if (name.length > length >>> 0) throw new WasiError(errno.ENOBUFS);
      memory.bytes(at, name.length).set(name);
    },
    fd_pwrite(fd, iovs, count, offset, result) {
      const buffers = memory.vectors(iovs, count);
      memory.u32(result, transfer(fs.writevSync, checkFile(table.get(fd, right.FD_WRITE | right.FD_SEEK)), buffers, size64(offset)));
    },
    fd_read(fd, iovs, count, result) {
      const buffers = memory.vectors(iovs, count);
      const file = checkFile(table.get(fd, right.FD_READ));
      const n = transfer(fs.readvSync, file, buffers, file.pos);
      if (file.pos !== null) file.pos += BigInt(n);
      memory.u32(result, n);
    },
    fd_readdir(fd, at, length, cookie, used) { readdir(table.get(fd, right.FD_READDIR), memory, at, length, cookie, used); },
    fd_renumber(from, to) { table.renumber(from, to); },
    fd_seek(fd, offset, whence, result) {
      // The old version of WASI numbers them differently.
      if (unstable) whence = [1, 2, 0][whence] ?? whence;
      memory.u64(result, seek(table.get(fd, right.FD_SEEK), offset, whence));
    },
    fd_sync(fd) { fs.fsyncSync(table.get(fd, right.FD_SYNC).fd); },
    fd_tell(fd, result) { memory.u64(result, seek(table.get(fd, right.FD_TELL), 0n, 1)); },
    fd_write(fd, iovs, count, result) {
      const buffers = memory.vectors(iovs, count);
      const file = checkFile(table.get(fd, right.FD_WRITE));
      const append = (file.flags & APPEND) !== 0;
      if (append && file.pos !== null) file.pos = fs.fstatSync(file.fd, { bigint: true }).size;
      const n = transfer(fs.writevSync, file, buffers, file.pos);
      if (file.pos !== null) file.pos += BigInt(n);
      memory.u32(result, n);
    },
  };
}

module.exports = { checkTimes, descriptorCalls, newTimes, writeFilestat };
