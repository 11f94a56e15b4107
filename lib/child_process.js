// SPDX-License-Identifier: MIT
// node:child_process: spawn, exec, execFile, fork and their synchronous forms. A running child is a
// ChildProcess (internal/child_process).
'use strict';

const {
  ChildProcess,
  getValidStdio,
  kOwnEnvironment,
  spawnSync: runSync,
  stdioStringToArray,
} = require('internal/child_process');
const {
  AbortError,
  genericNodeError,
  codes: {
    ERR_CHILD_PROCESS_IPC_REQUIRED,
    ERR_CHILD_PROCESS_STDIO_MAXBUFFER,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const {
  validateAbortSignal,
  validateArray,
  validateBoolean,
  validateFunction,
  validateObject,
  validateString,
} = require('internal/validators');
const { convertToValidSignal, getSystemErrorName, kEmptyObject, promisify } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const { getValidatedPath } = require('internal/fs/utils');
const { isEnvironment } = require('internal/process/env');

const MAX_BUFFER = 1024 * 1024;
let warnedShellArgs = false;

// ---- arguments ------------------------------------------------------------------------------------------

function checkNull(arg, name) {
  if (typeof arg === 'string' && arg.includes('\0')) {
    throw new ERR_INVALID_ARG_VALUE(name, arg, 'must be a string without null bytes');
  }
}

function checkNulls(args, name) {
  for (let i = 0; i < args.length; i++) checkNull(args[i], `${name}[${i}]`);
}

function checkInt32(value, name) {
  if (value != null && value !== (value | 0)) throw new ERR_INVALID_ARG_TYPE(name, 'int32', value);
}

function checkTimeout(timeout) {
  if (timeout != null && !(Number.isInteger(timeout) && timeout >= 0)) {
    throw new ERR_OUT_OF_RANGE('timeout', 'an unsigned integer', timeout);
  }
}

function checkMaxBuffer(maxBuffer) {
  if (maxBuffer != null && !(typeof maxBuffer === 'number' && maxBuffer >= 0)) {
    throw new ERR_OUT_OF_RANGE('options.maxBuffer', 'a positive number', maxBuffer);
  }
}

function toKillSignal(killSignal) {
  if (typeof killSignal === 'string' || typeof killSignal === 'number') return convertToValidSignal(killSignal);
  if (killSignal != null) throw new ERR_INVALID_ARG_TYPE('options.killSignal', ['string', 'number'], killSignal);
}

function checkPermission(file) {
  if (process.permission === undefined) return;
  const { deny, granted } = require('internal/process/permission');
  if (granted('child')) return;
  deny('Access to this API has been restricted. Use --allow-child-process to manage permissions.', 'ChildProcess', file);
}

// A child of a program with --permission may do no more than the program.
function withPermissions(env, args) {
  const options = require('internal/process/permission').inheritedOptions(env.NODE_OPTIONS, args);
  return options === undefined ? env : { ...env, NODE_OPTIONS: options };
}

const startChild = ChildProcess.prototype.spawn;

function toEnvPairs(env, args) {
  // Copied in C; whoever has wrapped spawn() wants to see a list.
  if (process.permission === undefined && isEnvironment(env) && ChildProcess.prototype.spawn === startChild) {
    return kOwnEnvironment;
  }
  const pairs = [];
  if (process.permission !== undefined) env = withPermissions(env, args);
  for (const key in env) {
    const value = env[key];
    if (value === undefined) continue;
    checkNull(key, `options.env['${key}']`);
    checkNull(value, `options.env['${key}']`);
    pairs.push(`${key}=${value}`);
  }
  // Coverage follows into children, unless they say otherwise.
  const coverage = process.env.NODE_V8_COVERAGE;
  if (coverage !== undefined && env !== process.env && !Object.hasOwn(env, 'NODE_V8_COVERAGE')) {
    pairs.push(`NODE_V8_COVERAGE=${coverage}`);
  }
  return pairs;
}

function checkSpawnOptions(options) {
  if (options.detached != null) validateBoolean(options.detached, 'options.detached');
  checkInt32(options.uid, 'options.uid');
  checkInt32(options.gid, 'options.gid');
  const { shell } = options;
  if (shell != null && typeof shell !== 'boolean' && typeof shell !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.shell', ['boolean', 'string'], shell);
  }
  if (options.argv0 != null) {
    validateString(options.argv0, 'options.argv0');
    checkNull(options.argv0, 'options.argv0');
  }
  if (options.windowsHide != null) validateBoolean(options.windowsHide, 'options.windowsHide');
  if (options.windowsVerbatimArguments != null) {
    validateBoolean(options.windowsVerbatimArguments, 'options.windowsVerbatimArguments');
  }
  if (shell) checkNull(shell, 'options.shell');
}

function normalizeSpawnArguments(file, args, options) {
  validateString(file, 'file');
  checkNull(file, 'file');
  if (file.length === 0) throw new ERR_INVALID_ARG_VALUE('file', file, 'cannot be empty');
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args == null) {
    args = [];
  } else if (typeof args !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('args', 'object', args);
  } else {
    options = args;
    args = [];
  }
  checkNulls(args, 'args');
  if (options === undefined) options = kEmptyObject;
  else validateObject(options, 'options');
  options = { __proto__: null, ...options };
  let { cwd } = options;
  if (cwd != null) cwd = getValidatedPath(cwd, 'options.cwd');
  checkSpawnOptions(options);
  if (options.shell) {
    if (args.length > 0 && !warnedShellArgs) {
      warnedShellArgs = true;
      process.emitWarning('Passing args to a child process with shell option true can lead to security ' +
        'vulnerabilities, as the arguments are not escaped, only concatenated.', 'DeprecationWarning', 'DEP0190');
    }
    const command = args.length > 0 ? `${file} ${args.join(' ')}` : file;
    file = typeof options.shell === 'string' ? options.shell : '/bin/sh';
    args = ['-c', command];
  }
  args.unshift(typeof options.argv0 === 'string' ? options.argv0 : file);
  for (let i = 0; i < args.length; i++) args[i] = `${args[i]}`;
  options.args = args;
  options.cwd = cwd;
  options.detached = Boolean(options.detached);
  options.envPairs = toEnvPairs(options.env || process.env, args);
  options.file = file;
  options.windowsHide = Boolean(options.windowsHide);
  options.windowsVerbatimArguments = Boolean(options.windowsVerbatimArguments);
  return options;
}

// ---- spawn, fork ----------------------------------------------------------------------------------------------

function abortChild(child, killSignal, reason) {
  try {
    if (child.kill(killSignal)) child.emit('error', new AbortError(undefined, { cause: reason }));
  } catch (err) {
    child.emit('error', err);
  }
}

/**
 * Starts a program.
 * @param {string} file
 * @param {string[]} [args]
 * @param {{ cwd?: string | URL, env?: object, argv0?: string, stdio?: string | any[], detached?: boolean, uid?: number,
 *   gid?: number, serialization?: 'json' | 'advanced', shell?: boolean | string, signal?: AbortSignal,
 *   timeout?: number, killSignal?: string | number }} [options]
 * @returns {ChildProcess}
 */
function spawn(file, args, options) {
  options = normalizeSpawnArguments(file, args, options);
  checkTimeout(options.timeout);
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  const killSignal = toKillSignal(options.killSignal);
  checkPermission(options.file);
  const child = new ChildProcess();
  child.spawn(options);
  if (options.timeout > 0) {
    const timer = setTimeout(() => {
      try {
        child.kill(killSignal);
      } catch (err) {
        child.emit('error', err);
      }
    }, options.timeout);
    child.once('exit', () => clearTimeout(timer));
  }
  const { signal } = options;
  if (signal) {
    const onAbort = () => abortChild(child, killSignal, signal.reason);
    if (signal.aborted) {
      process.nextTick(onAbort);
    } else {
      const { addAbortListener } = require('internal/events/abort_listener');
      const disposable = addAbortListener(signal, onAbort);
      child.once('exit', disposable[Symbol.dispose]);
    }
  }
  return child;
}

/**
 * Starts another Eddy, with an IPC channel: child.send(), child.on('message').
 * @param {string | URL} modulePath
 * @param {string[]} [args]
 * @returns {ChildProcess}
 */
function fork(modulePath, args = [], options) {
  modulePath = getValidatedPath(modulePath, 'modulePath');
  if (args == null) {
    args = [];
  } else if (typeof args === 'object' && !Array.isArray(args)) {
    options = args;
    args = [];
  } else {
    validateArray(args, 'args');
  }
  if (options != null) validateObject(options, 'options');
  options = { __proto__: null, ...options, shell: false };
  options.execPath ||= process.execPath;
  checkNull(options.execPath, 'options.execPath');
  let execArgv = options.execArgv || process.execArgv;
  checkNulls(execArgv, 'options.execArgv');
  if (execArgv === process.execArgv && process._eval != null) {
    // A child of `eddy -e '…'` runs its module, not the text again.
    const at = execArgv.lastIndexOf(process._eval);
    if (at > 0) execArgv = execArgv.toSpliced(at - 1, 2);
  }
  args = [...execArgv, modulePath, ...args];
  if (typeof options.stdio === 'string') {
    options.stdio = stdioStringToArray(options.stdio, 'ipc');
  } else if (!Array.isArray(options.stdio)) {
    options.stdio = stdioStringToArray(options.silent ? 'pipe' : 'inherit', 'ipc');
  } else if (!options.stdio.includes('ipc')) {
    throw new ERR_CHILD_PROCESS_IPC_REQUIRED('options.stdio');
  }
  return spawn(options.execPath, args, options);
}

/** For programs that were started with a channel by other means. */
function _forkChild(fd, serializationMode) {
  const { Pipe, constants } = internalBinding('pipe_wrap');
  const handle = new Pipe(constants.IPC);
  handle.open(fd);
  handle.unref();
  require('internal/child_process/ipc').setupChannel(process, handle, serializationMode);
}

// ---- exec, execFile -----------------------------------------------------------------------------------------------

function normalizeExecArgs(command, options, callback) {
  validateString(command, 'command');
  checkNull(command, 'command');
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  options = { __proto__: null, ...options };
  options.shell = typeof options.shell === 'string' ? options.shell : true;
  return { file: command, options, callback };
}

/** Runs a command in a shell. @see execFile */
function exec(command, options, callback) {
  const opts = normalizeExecArgs(command, options, callback);
  return execFile(opts.file, opts.options, opts.callback);
}

function normalizeExecFileArgs(file, args, options, callback) {
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args != null && typeof args === 'object') {
    callback = options;
    options = args;
    args = null;
  } else if (typeof args === 'function') {
    callback = args;
    options = null;
    args = null;
  }
  args ??= [];
  if (typeof options === 'function') callback = options;
  else if (options != null) validateObject(options, 'options');
  options = typeof options === 'function' || options == null ? kEmptyObject : options;
  if (callback != null) validateFunction(callback, 'callback');
  if (options.argv0 != null) {
    validateString(options.argv0, 'options.argv0');
    checkNull(options.argv0, 'options.argv0');
  }
  return { file, args, options, callback };
}

/** Output of a child, up to maxBuffer bytes. */
class Collector {
  constructor(stream, name, encoding, maxBuffer, overflow) {
    this.encoding = encoding;
    this.chunks = [];
    this.length = 0;
    if (!stream) return;
    if (encoding) stream.setEncoding(encoding);
    stream.on('data', (chunk) => {
      const encodingNow = stream.readableEncoding;
      const size = encodingNow ? Buffer.byteLength(chunk, encodingNow) : chunk.length;
      this.length += size;
      if (this.length > maxBuffer) {
        const room = maxBuffer - (this.length - size);
        this.chunks.push(chunk.slice(0, room));
        overflow(new ERR_CHILD_PROCESS_STDIO_MAXBUFFER(name));
      } else {
        this.chunks.push(chunk);
      }
    });
  }

  result(stream) {
    if (this.encoding || stream?.readableEncoding) return this.chunks.join('');
    return Buffer.concat(this.chunks);
  }
}

/**
 * Runs a program and collects its output.
 * @param {(err: Error | null, stdout: string | Buffer, stderr: string | Buffer) => void} [callback]
 * @returns {ChildProcess}
 */
function execFile(file, args, options, callback) {
  ({ file, args, options, callback } = normalizeExecFileArgs(file, args, options, callback));
  options = {
    __proto__: null, encoding: 'utf8', timeout: 0, maxBuffer: MAX_BUFFER, killSignal: 'SIGTERM', cwd: null, env: null,
    shell: false, ...options,
  };
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  options.killSignal = toKillSignal(options.killSignal);
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env,
    gid: options.gid,
    shell: options.shell,
    signal: options.signal,
    uid: options.uid,
    killSignal: options.killSignal,
    windowsHide: Boolean(options.windowsHide),
    windowsVerbatimArguments: Boolean(options.windowsVerbatimArguments),
  });
  const encoding = options.encoding !== 'buffer' && Buffer.isEncoding(options.encoding) ? options.encoding : null;
  let killed = false, exited = false, ex = null, timer = null, cmd = file;
  const stop = (err) => {
    if (err) ex = err;
    child.stdout?.destroy();
    child.stderr?.destroy();
    killed = true;
    try {
      child.kill(options.killSignal);
    } catch (e) {
      ex ??= e;
      onExit();
    }
  };
  const out = new Collector(child.stdout, 'stdout', encoding, options.maxBuffer, stop);
  const err = new Collector(child.stderr, 'stderr', encoding, options.maxBuffer, stop);

  function onExit(code, signal) {
    if (exited) return;
    exited = true;
    clearTimeout(timer);
    if (!callback) return;
    const stdout = out.result(child.stdout), stderr = err.result(child.stderr);
    if (!ex && code === 0 && signal === null) {
      callback(null, stdout, stderr);
      return;
    }
    if (args?.length) cmd += ` ${args.join(' ')}`;
    ex ??= genericNodeError(`Command failed: ${cmd}\n${stderr}`, {
      code: code < 0 ? getSystemErrorName(code) : code,
      killed: child.killed || killed,
      signal,
    });
    ex.cmd = cmd;
    callback(ex, stdout, stderr);
  }
  function onError(e) {
    ex = e;
    child.stdout?.destroy();
    child.stderr?.destroy();
    onExit();
  }
  if (options.timeout > 0) timer = setTimeout(stop, options.timeout);
  child.addListener('close', onExit);
  child.addListener('error', onError);
  return child;
}

/** util.promisify(exec): resolves with { stdout, stderr }; the promise has `child`. */
function promiseVersion(fn) {
  const promised = function(...args) {
    const { promise, resolve, reject } = Promise.withResolvers();
    promise.child = fn(...args, (err, stdout, stderr) => {
      if (err !== null) {
        err.stdout = stdout;
        err.stderr = stderr;
        reject(err);
      } else {
        resolve({ stdout, stderr });
      }
    });
    return promise;
  };
  Object.defineProperty(promised, 'name', { __proto__: null, value: fn.name, configurable: true });
  Object.defineProperty(fn, promisify.custom, { __proto__: null, enumerable: false, value: promised });
}
promiseVersion(exec);
promiseVersion(execFile);

// ---- sync ------------------------------------------------------------------------------------------------------------

/**
 * Runs a program to its end.
 * @returns {{ pid: number, output: any[], stdout: Buffer | string, stderr: Buffer | string, status: number | null,
 *   signal: string | null, error?: Error }}
 */
function spawnSync(file, args, options) {
  options = normalizeSpawnArguments(file, args, options);
  if (!('maxBuffer' in options)) options.maxBuffer = MAX_BUFFER;
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  if (options.maxBuffer === Infinity) options.maxBuffer = 0;
  options.killSignal = toKillSignal(options.killSignal);
  checkPermission(options.file);
  options.stdio = getValidStdio(options.stdio || 'pipe', true).stdio;
  if (options.input) options.stdio[0] = { ...options.stdio[0], input: options.input };
  for (let i = 0; i < options.stdio.length; i++) {
    const { input } = options.stdio[i];
    if (input == null) continue;
    const pipe = options.stdio[i] = { ...options.stdio[i] };
    if (isArrayBufferView(input)) {
      pipe.input = input;
    } else if (typeof input === 'string') {
      const { encoding } = options;
      pipe.input = Buffer.from(input, encoding === 'buffer' ? undefined : encoding);
    } else {
      throw new ERR_INVALID_ARG_TYPE(`options.stdio[${i}]`, ['Buffer', 'TypedArray', 'DataView', 'string'], input);
    }
  }
  return runSync(options);
}

function syncError(ret, args, cmd) {
  if (ret.error) return Object.assign(ret.error, ret);
  if (ret.status === 0) return undefined;
  let message = `Command failed: ${cmd || args.join(' ')}`;
  if (ret.stderr && ret.stderr.length > 0) message += `\n${ret.stderr.toString()}`;
  return genericNodeError(message, ret);
}

/** @returns {Buffer | string} its standard output. Throws when it failed. */
function execFileSync(file, args, options) {
  if (typeof options === 'function') validateObject(options, 'options'); // there is no callback here
  ({ file, args, options } = normalizeExecFileArgs(file, args, options));
  const ret = spawnSync(file, args, options);
  if (!options.stdio && ret.stderr) process.stderr.write(ret.stderr);
  const err = syncError(ret, [options.argv0 || file, ...args], undefined);
  if (err) throw err;
  return ret.stdout;
}

/** The same for a command line in a shell. */
function execSync(command, options) {
  const opts = normalizeExecArgs(command, options, null);
  const ret = spawnSync(opts.file, opts.options);
  if (!opts.options.stdio && ret.stderr) process.stderr.write(ret.stderr);
  const err = syncError(ret, undefined, command);
  if (err) throw err;
  return ret.stdout;
}

module.exports = {
  _forkChild,
  ChildProcess,
  exec,
  execFile,
  execFileSync,
  execSync,
  fork,
  spawn,
  spawnSync,
};
