// SPDX-License-Identifier: MIT
// ChildProcess: a running child, its stdio and its end; and spawnSync's call into C. The public functions are
// in lib/child_process.js, the IPC channel in internal/child_process/ipc.
'use strict';

const EventEmitter = require('events');
const { ErrnoException, codes: {
  ERR_INVALID_ARG_VALUE,
  ERR_INVALID_SYNC_FORK_INPUT,
  ERR_IPC_ONE_PIPE,
  ERR_IPC_SYNC_FORK,
} } = require('internal/errors');
const { validateArray, validateObject, validateOneOf, validateString } = require('internal/validators');
const { convertToValidSignal } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const { owner_symbol } = require('internal/async_hooks').symbols;
const { lazyChannel } = require('internal/diagnostics');

// A child that only talks over its channel, or a parent that keeps no pipes, needs no sockets.
const lazyNet = () => require('net');
const { Process } = internalBinding('process_wrap');
const { Pipe, constants: PipeConstants } = internalBinding('pipe_wrap');
const { TCP } = internalBinding('tcp_wrap');
const { TTY } = internalBinding('tty_wrap');
const {
  UV_EACCES, UV_EAGAIN, UV_EINVAL, UV_EMFILE, UV_ENFILE, UV_ENOENT, UV_ENOSYS, UV_ESRCH,
} = internalBinding('uv');

const processChannel = lazyChannel('child_process');

const kIsUsedAsStdio = Symbol('kIsUsedAsStdio');
/** options.envPairs of a child that gets this process's own environment. */
const kOwnEnvironment = [];
const noPairs = Object.freeze([]);

// ---- stdio -------------------------------------------------------------------------------------------

/** 'pipe', … as an array; `channel` is added as a fourth entry. */
function stdioStringToArray(stdio, channel) {
  const options = [];
  switch (stdio) {
    case 'ignore':
    case 'overlapped':
    case 'pipe': options.push(stdio, stdio, stdio); break;
    case 'inherit': options.push(0, 1, 2); break;
    default: throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  }
  if (channel) options.push(channel);
  return options;
}

function handleType(stream) {
  if (stream instanceof Pipe) return 'pipe';
  if (stream instanceof TTY) return 'tty';
  if (stream instanceof TCP) return 'tcp';
  if (stream && typeof stream === 'object' && stream.constructor?.name === 'UDP') return 'udp';
  return false;
}

/**
 * The stdio option as the list of entries that C reads.
 * @returns {{ stdio: object[], ipc: Pipe | undefined, ipcFd: number | undefined }}
 */
function getValidStdio(stdio, sync) {
  if (typeof stdio === 'string') stdio = stdioStringToArray(stdio);
  else if (!Array.isArray(stdio)) throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  else stdio = [...stdio];
  while (stdio.length < 3) stdio.push(undefined);

  let ipc, ipcFd;
  const entries = [];
  const fail = (err) => {
    for (const { type, handle } of entries) if (type === 'pipe' && handle) handle.close();
    throw err;
  };
  const entryOf = (item, i) => {
    item ??= i < 3 ? 'pipe' : 'ignore';
    if (item === 'ignore') return { type: 'ignore' };
    if (item === 'pipe' || item === 'overlapped' || (typeof item === 'number' && item < 0)) {
      const entry = { type: item === 'overlapped' ? 'overlapped' : 'pipe', readable: i === 0, writable: i !== 0 };
      if (sync) entry.type = 'pipe';
      else entry.handle = new Pipe(PipeConstants.SOCKET);
      return entry;
    }
    if (item === 'ipc') {
      if (sync) fail(new ERR_IPC_SYNC_FORK());
      if (ipc !== undefined) fail(new ERR_IPC_ONE_PIPE());
      ipc = new Pipe(PipeConstants.IPC);
      ipcFd = i;
      return { type: 'pipe', handle: ipc, ipc: true };
    }
    if (item === 'inherit') return { type: 'inherit', fd: i };
    if (typeof item === 'number' || typeof item.fd === 'number') return { type: 'fd', fd: typeof item === 'number' ? item : item.fd };
    if (handleType(item) || handleType(item.handle) || handleType(item._handle)) {
      const handle = handleType(item) ? item : handleType(item.handle) ? item.handle : item._handle;
      return { type: 'wrap', wrapType: handleType(handle), handle, _stdio: item };
    }
    if (isArrayBufferView(item) || typeof item === 'string') {
      if (!sync) fail(new ERR_INVALID_SYNC_FORK_INPUT(require('internal/util/inspect').inspect(item)));
      return { type: 'pipe', readable: true, writable: false, input: item };
    }
    return fail(new ERR_INVALID_ARG_VALUE('stdio', item));
  };
  stdio.forEach((item, i) => entries.push(entryOf(item, i)));
  return { stdio: entries, ipc, ipcFd };
}

// ---- the class -----------------------------------------------------------------------------------------

function ChildProcess() {
  EventEmitter.call(this);
  this._closesNeeded = 1;
  this._closesGot = 0;
  this.connected = false;
  this.signalCode = null;
  this.exitCode = null;
  this.killed = false;
  this.spawnfile = null;
  this._handle = new Process();
  this._handle[owner_symbol] = this;
  this._handle.onexit = onExit;
  processChannel.publish({ process: this });
}
Object.setPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
Object.setPrototypeOf(ChildProcess, EventEmitter);

/** Called by C; this = the handle. A negative exitCode: it could not be started. */
function onExit(exitCode, signalCode) {
  const child = this[owner_symbol];
  if (signalCode) child.signalCode = signalCode;
  else child.exitCode = exitCode;
  if (child.stdin) child.stdin.destroy();
  if (child._handle) {
    child._handle.close();
    child._handle = null;
  }
  if (exitCode < 0) {
    const err = new ErrnoException(exitCode, child.spawnfile ? `spawn ${child.spawnfile}` : 'spawn');
    if (child.spawnfile) err.path = child.spawnfile;
    err.spawnargs = child.spawnargs.slice(1);
    child.emit('error', err);
  } else {
    child.emit('exit', child.exitCode, child.signalCode);
  }
  // Output that nobody reads has to be pulled through, or 'close' never comes.
  process.nextTick(flushStdio, child);
  maybeClose(child);
}

function flushStdio(child) {
  const { stdio } = child;
  if (stdio == null) return;
  for (const stream of stdio) {
    if (!stream || !stream.readable || stream[kIsUsedAsStdio]) continue;
    stream.resume();
  }
}

function maybeClose(child) {
  child._closesGot++;
  if (child._closesGot === child._closesNeeded) child.emit('close', child.exitCode, child.signalCode);
}

function onErrorNT(child, err) {
  onExit.call({ [owner_symbol]: child }, err, '');
}

function onSpawnNT(child) {
  child.emit('spawn');
}

function closePipes(stdio) {
  for (const { type, handle } of stdio) if (type === 'pipe' || type === 'overlapped') handle.close();
}

function openStdio(child, stdio) {
  for (let i = 0; i < stdio.length; i++) {
    const entry = stdio[i];
    if (entry.type === 'ignore') continue;
    if (entry.ipc) {
      child._closesNeeded++;
      continue;
    }
    if (entry.type === 'wrap') {
      // The child reads it now.
      const { handle, _stdio: stream } = entry;
      handle.reading = false;
      handle.readStop?.();
      stream.pause?.();
      stream.readableFlowing = false;
      if (stream._readableState) stream._readableState.reading = false;
      stream[kIsUsedAsStdio] = true;
      continue;
    }
    if (!entry.handle) continue;
    entry.socket = new (lazyNet().Socket)({ handle: entry.handle, readable: i > 0 });
    if (i > 0) {
      child._closesNeeded++;
      entry.socket.on('close', () => maybeClose(child));
    }
  }
  child.stdin = stdio[0]?.socket ?? null;
  child.stdout = stdio[1]?.socket ?? null;
  child.stderr = stdio[2]?.socket ?? null;
  child.stdio = stdio.map(({ socket }) => socket ?? null);
}

ChildProcess.prototype.spawn = function spawn(options) {
  validateObject(options, 'options');
  validateOneOf(options.serialization, 'options.serialization', [undefined, 'json', 'advanced']);
  const serialization = options.serialization || 'json';
  const { stdio, ipc, ipcFd } = getValidStdio(options.stdio || 'pipe', false);
  options.stdio = stdio;
  const { file, args = [] } = options;
  validateString(file, 'options.file');
  validateArray(args, 'options.args');
  let { envPairs } = options;
  const ownEnv = envPairs === kOwnEnvironment;
  if (ownEnv || envPairs === undefined) options.envPairs = envPairs = [];
  else validateArray(envPairs, 'options.envPairs');
  if (ipc !== undefined) {
    envPairs.push(`NODE_CHANNEL_FD=${ipcFd}`, `NODE_CHANNEL_SERIALIZATION_MODE=${serialization}`);
  }
  this.spawnfile = file;
  this.spawnargs = args;
  const { cwd, detached, uid, gid } = options;
  const err = this._handle.spawn({ file, cwd, args: this.spawnargs, ownEnv, envPairs, stdio, uid, gid, detached });
  // What may happen to any program is an event; the rest is thrown.
  if (err === UV_EACCES || err === UV_EAGAIN || err === UV_EMFILE || err === UV_ENFILE || err === UV_ENOENT) {
    process.nextTick(onErrorNT, this, err);
    if (err === UV_EMFILE || err === UV_ENFILE) {
      closePipes(stdio);
      return err;
    }
  } else if (err) {
    closePipes(stdio);
    this._handle.close();
    this._handle = null;
    throw new ErrnoException(err, 'spawn');
  } else {
    process.nextTick(onSpawnNT, this);
  }
  this.pid = this._handle.pid;
  openStdio(this, stdio);
  if (ipc !== undefined) require('internal/child_process/ipc').setupChannel(this, ipc, serialization);
  return err;
};

/** @returns {boolean} was the signal delivered? */
ChildProcess.prototype.kill = function kill(sig) {
  const signal = sig === 0 ? sig : convertToValidSignal(sig === undefined ? 'SIGTERM' : sig);
  if (!this._handle) return false;
  const err = this._handle.kill(signal);
  if (err === 0) {
    this.killed = true;
    return true;
  }
  if (err === UV_ESRCH) return false; // it has ended already
  if (err === UV_EINVAL || err === UV_ENOSYS) throw new ErrnoException(err, 'kill');
  this.emit('error', new ErrnoException(err, 'kill'));
  return false;
};

ChildProcess.prototype[Symbol.dispose] = function() {
  if (!this.killed) this.kill();
};

ChildProcess.prototype.ref = function ref() {
  if (this._handle) this._handle.ref();
};

ChildProcess.prototype.unref = function unref() {
  if (this._handle) this._handle.unref();
};

// ---- sync -----------------------------------------------------------------------------------------------

function spawnSync(options) {
  const ownEnv = options.envPairs === kOwnEnvironment;
  if (ownEnv) options.envPairs = noPairs;
  options.ownEnv = ownEnv;
  if (options.cwd != null) options.cwd = `${options.cwd}`; // a Buffer, too
  const result = internalBinding('spawn_sync').spawn(options);
  if (result.output && options.encoding && options.encoding !== 'buffer') {
    for (let i = 0; i < result.output.length; i++) {
      if (result.output[i]) result.output[i] = result.output[i].toString(options.encoding);
    }
  }
  result.stdout = result.output?.[1];
  result.stderr = result.output?.[2];
  if (result.error) {
    result.error = new ErrnoException(result.error, `spawnSync ${options.file}`);
    result.error.path = options.file;
    result.error.spawnargs = options.args.slice(1);
  }
  return result;
}

module.exports = { ChildProcess, getValidStdio, kOwnEnvironment, maybeClose, spawnSync, stdioStringToArray };
