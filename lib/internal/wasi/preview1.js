// SPDX-License-Identifier: MIT
'use strict';
// The system calls of WASI preview 1. Each returns an error number; results go to the program's memory.

const { codes: { ERR_WASI_NOT_STARTED } } = require('internal/errors');
const { WasiError, errno, numberOf } = require('internal/wasi/errno');
const { FileTable, right } = require('internal/wasi/files');

// By WASI's numbers.
const SIGNALS = ('NONE HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM CHLD CONT STOP TSTP TTIN TTOU URG XCPU ' +
  'XFSZ VTALRM PROF WINCH POLL PWR SYS').split(' ').map((name) => `SIG${name}`);

/** Unwinds the program's stack when it exits. */
class Exit extends Error {
  constructor(code) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** The program's memory; it may grow, so views are made again when its buffer has changed. */
class Memory {
  #memory = null;
  #buffer = null;
  #view = null;
  #bytes = null;

  set(memory) { this.#memory = memory; }
  #refresh() {
    if (this.#memory === null) throw new ERR_WASI_NOT_STARTED('wasi.start() has not been called');
    this.#buffer = this.#memory.buffer;
    this.#view = new DataView(this.#buffer);
    this.#bytes = new Uint8Array(this.#buffer);
  }
  get view() {
    if (this.#memory === null || this.#memory.buffer !== this.#buffer) this.#refresh();
    return this.#view;
  }
  /** length bytes at an address */
  bytes(at, length) {
    const { byteLength } = this.view;
    at >>>= 0;
    length >>>= 0;
    if (at + length > byteLength) throw new WasiError(errno.EOVERFLOW);
    return this.#bytes.subarray(at, at + length);
  }
  text(at, length) { return Buffer.from(this.bytes(at, length)).toString(); }
  u32(at, value) { this.view.setUint32(at >>> 0, value, true); }
  u64(at, value) { this.view.setBigUint64(at >>> 0, BigInt.asUintN(64, BigInt(value)), true); }
  /** The buffers of an array of { address, length } */
  vectors(at, count) {
    const list = [];
    for (let i = 0; i < count >>> 0; i++) {
      const entry = (at >>> 0) + 8 * i;
      list.push(this.bytes(this.view.getUint32(entry, true), this.view.getUint32(entry + 4, true)));
    }
    return list;
  }
}

/* ---- arguments, environment, clocks, the process ---------------------------------------------------- */

function stringCalls(list, memory) {
  const encoded = list.map((text) => Buffer.from(`${text}\0`));
  return {
    get(pointers, at) {
      for (const text of encoded) {
        memory.bytes(at, text.length).set(text);
        memory.u32(pointers, at);
        pointers += 4;
        at += text.length;
      }
    },
    sizes(count, size) {
      memory.u32(count, encoded.length);
      memory.u32(size, encoded.reduce((sum, text) => sum + text.length, 0));
    },
  };
}

function now(clock) {
  if (clock === 0) return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e6));
  if (clock === 1) return process.hrtime.bigint();
  if (clock === 2 || clock === 3) {
    const { user, system } = process.cpuUsage();
    return BigInt(user + system) * 1000n;
  }
  throw new WasiError(errno.EINVAL);
}

const CLOCK = 0, READ = 1, WRITE = 2; // kinds of subscriptions
const HANGUP = 1;
const POLLIN = 1, POLLOUT = 4, POLLHUP = 16;
const NS_MAX = 2n ** 62n;

/** What is ready of the files, at the latest after so long (ns; null: whenever). @returns {object[]} events */
function waitFor(files, timeout) {
  const failed = files.filter((s) => s.error !== 0);
  const open = files.filter((s) => s.error === 0);
  if (failed.length > 0) timeout = 0n;
  const list = new Int32Array(3 * open.length);
  open.forEach((s, i) => {
    list[3 * i] = s.fd;
    list[3 * i + 1] = s.tag === READ ? POLLIN : POLLOUT;
  });
  internalBinding('wasm').poll(list, timeout === null ? -1 : Number(timeout) / 1e6);
  const ready = open.filter((s, i) => {
    s.flags = list[3 * i + 2] & POLLHUP ? HANGUP : 0;
    return list[3 * i + 2] !== 0;
  });
  return files.filter((s) => failed.includes(s) || ready.includes(s));
}

/** Of several clocks the one that ends first tells of its end, and only if no file is ready by then. */
function poll(table, memory, input, output, count, result) {
  if (count === 0) throw new WasiError(errno.EINVAL);
  const { view } = memory;
  const subscriptions = [];
  for (let i = 0; i < count; i++) {
    const at = (input >>> 0) + 48 * i;
    const subscription = { userdata: view.getBigUint64(at, true), tag: view.getUint8(at + 8), wait: 0n, fd: -1, error: 0, flags: 0 };
    if (subscription.tag === CLOCK) {
      const timeout = view.getBigUint64(at + 24, true);
      const absolute = (view.getUint16(at + 40, true) & 1) !== 0;
      subscription.wait = absolute ? timeout - now(view.getUint32(at + 16, true)) : timeout;
      if (subscription.wait < 0n) subscription.wait = 0n;
      if (subscription.wait > NS_MAX) subscription.wait = NS_MAX;
    } else if (subscription.tag === READ || subscription.tag === WRITE) {
      const file = table.find(view.getUint32(at + 16, true), right.POLL_FD_READWRITE);
      if (file === undefined) subscription.error = errno.EBADF;
      else subscription.fd = file.fd;
    } else {
      throw new WasiError(errno.EINVAL);
    }
    subscriptions.push(subscription);
  }
  const files = subscriptions.filter((s) => s.tag !== CLOCK), clocks = subscriptions.filter((s) => s.tag === CLOCK);
  const first = clocks.length > 0 ? clocks.reduce((a, b) => (b.wait < a.wait ? b : a)) : null;
  let ready = waitFor(files, first === null ? null : first.wait);
  if (ready.length === 0 && first !== null) ready = [first];
  for (let i = 0; i < ready.length; i++) {
    const at = (output >>> 0) + 32 * i;
    memory.bytes(at, 32).fill(0);
    view.setBigUint64(at, ready[i].userdata, true);
    view.setUint16(at + 8, ready[i].error, true);
    view.setUint8(at + 10, ready[i].tag);
    view.setUint16(at + 24, ready[i].flags, true);
  }
  memory.u32(result, ready.length);
}

function processCalls({ args, env, returnOnExit }, memory, table) {
  const argCalls = stringCalls(args, memory), envCalls = stringCalls(env, memory);
  const noSocket = (fd, needed) => {
    table.get(fd, needed);
    throw new WasiError(errno.ENOTSUP);
  };
  return {
    args_get(argv, buffer) { argCalls.get(argv, buffer); },
    args_sizes_get(argc, size) { argCalls.sizes(argc, size); },
    clock_res_get(clock, result) {
      now(clock);
      memory.u64(result, 1n);
    },
    clock_time_get(clock, precision, result) { memory.u64(result, now(clock)); },
    environ_get(environ, buffer) { envCalls.get(environ, buffer); },
    environ_sizes_get(count, size) { envCalls.sizes(count, size); },
    poll_oneoff(input, output, count, result) { poll(table, memory, input, output, count, result); },
    proc_exit(code) {
      if (returnOnExit) throw new Exit(code);
      process.exit(code);
    },
    proc_raise(signal) {
      const number = require('os').constants.signals[SIGNALS[signal]];
      if (number === undefined) throw new WasiError(errno.ENOSYS);
      process.kill(process.pid, number);
    },
    random_get(at, length) {
      // getRandomValues takes 64 KiB at a time, and no memory that is shared.
      const bytes = require('crypto').randomBytes(length >>> 0);
      memory.bytes(at, length).set(bytes);
    },
    sched_yield() {},
    // No socket is ever opened for a program: there are only descriptors that are none.
    sock_accept(fd, flags, result) { noSocket(fd, right.SOCK_ACCEPT); },
    sock_recv(fd, iovs, count, flags, length, outFlags) { noSocket(fd, right.FD_READ); },
    sock_send(fd, iovs, count, flags, length) { noSocket(fd, right.FD_WRITE); },
    sock_shutdown(fd, how) { throw new WasiError(errno.ENOTSUP); },
  };
}

/* ---- all together --------------------------------------------------------------------------------------- */

// The parts of the memory that a call uses, looked at before anything else: the number of the argument with the address, then the
// bytes; or those of one entry and, negative, the number of the argument with their count.
const PARTS = {
  __proto__: null,
  clock_res_get: [[1, 8]], clock_time_get: [[2, 8]], random_get: [[0, 1, -1]], poll_oneoff: [[0, 48, -2], [1, 32, -2], [3, 4]],
  args_sizes_get: [[0, 4], [1, 4]], environ_sizes_get: [[0, 4], [1, 4]],
  fd_fdstat_get: [[1, 24]], fd_filestat_get: [[1, 64]], fd_prestat_get: [[1, 8]], fd_prestat_dir_name: [[1, 1, -2]],
  fd_pread: [[1, 8, -2], [4, 4]], fd_pwrite: [[1, 8, -2], [4, 4]], fd_read: [[1, 8, -2], [3, 4]], fd_write: [[1, 8, -2], [3, 4]],
  fd_readdir: [[1, 1, -2], [4, 4]], fd_seek: [[3, 8]], fd_tell: [[1, 8]],
  path_create_directory: [[1, 1, -2]], path_filestat_get: [[2, 1, -3], [4, 64]], path_filestat_set_times: [[2, 1, -3]],
  path_link: [[2, 1, -3], [5, 1, -6]], path_open: [[2, 1, -3], [8, 4]], path_readlink: [[1, 1, -2], [3, 1, -4], [5, 4]],
  path_remove_directory: [[1, 1, -2]], path_rename: [[1, 1, -2], [4, 1, -5]], path_symlink: [[0, 1, -1], [3, 1, -4]],
  path_unlink_file: [[1, 1, -2]],
};

// Which arguments are 64-bit numbers. To the calls that have some of them (but for the clock) a negative descriptor is no number.
const WIDE = {
  __proto__: null,
  clock_time_get: [1], fd_advise: [1, 2], fd_allocate: [1, 2], fd_fdstat_set_rights: [1, 2], fd_filestat_set_size: [1],
  fd_filestat_set_times: [1, 2], fd_pread: [3], fd_pwrite: [3], fd_readdir: [3], fd_seek: [1], path_filestat_set_times: [4, 5],
  path_open: [5, 6],
};

const isWord = (value) => typeof value === 'number' && (value >>> 0 === value || value >> 0 === value);

/** Whether the arguments are such as a WebAssembly program gives. */
function typesFit(args, wide) {
  for (let i = 0; i < args.length; i++) {
    const fits = wide !== undefined && wide.includes(i) ? typeof args[i] === 'bigint' : isWord(args[i]);
    if (!fits) return false;
  }
  return true;
}

function checkParts(name, args, size) {
  const parts = PARTS[name];
  if (parts === undefined) return;
  for (const [at, bytes, count] of parts) {
    const length = count === undefined ? bytes : bytes * (args[-count] >>> 0);
    if ((args[at] >>> 0) + length > size) throw new WasiError(errno.EOVERFLOW);
  }
}

// A system call as the program sees it: checks that it may run, and turns errors into numbers.
function wrap(name, call, memory) {
  const wide = WIDE[name], noNegative = wide !== undefined && name !== 'clock_time_get';
  const wrapped = { [name](...args) {
    if (args.length !== call.length) return errno.EINVAL;
    const { byteLength } = memory.view; // throws ERR_WASI_NOT_STARTED
    try {
      if (!typesFit(args, wide) || (noNegative && args[0] < 0)) return errno.EINVAL;
      checkParts(name, args, byteLength);
      return call(...args) ?? errno.SUCCESS;
    } catch (error) {
      if (error instanceof Exit || error?.code === 'ERR_WASI_NOT_STARTED') throw error;
      return numberOf(error);
    }
  } }[name];
  Object.defineProperty(wrapped, 'length', { value: call.length, configurable: true });
  return wrapped;
}

/** { calls, setMemory } for one program. */
function makeImport(options) {
  const memory = new Memory();
  const table = new FileTable(options.stdio, options.preopens);
  const { descriptorCalls } = require('internal/wasi/descriptors');
  const { pathCalls } = require('internal/wasi/paths');
  const all = {
    ...processCalls(options, memory, table), ...descriptorCalls(table, memory, options.unstable), ...pathCalls(table, memory),
  };
  const calls = {};
  for (const name of Object.keys(all).sort()) calls[name] = wrap(name, all[name], memory);
  return { calls, setMemory: (value) => memory.set(value) };
}

module.exports = { Exit, makeImport };
