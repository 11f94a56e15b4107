// SPDX-License-Identifier: MIT
'use strict';
// require('node:wasi'): runs WebAssembly modules that were built for WASI preview 1. The system calls are
// in lib/internal/wasi, over fs: every path is resolved inside of its preopened directory.

const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_WASI_ALREADY_STARTED },
} = require('internal/errors');
const {
  validateArray, validateBoolean, validateFunction, validateInt32, validateObject, validateString, validateUndefined,
} = require('internal/validators');
const { emitExperimentalWarning, kEmptyObject } = require('internal/util');
const { Exit, makeImport } = require('internal/wasi/preview1');

emitExperimentalWarning('WASI');

const bindings = { __proto__: null, unstable: 'wasi_unstable', preview1: 'wasi_snapshot_preview1' };

const { get: bufferOf } = Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'buffer');

/** Of any context's. */
function isMemory(value) {
  try {
    return bufferOf.call(value) !== undefined;
  } catch {
    return false;
  }
}

class WASI {
  #bindingName;
  #setMemory;
  #started = false;
  #instance;

  constructor(options = kEmptyObject) {
    validateObject(options, 'options');
    validateString(options.version, 'options.version');
    this.#bindingName = bindings[options.version];
    if (this.#bindingName === undefined)
      throw new ERR_INVALID_ARG_VALUE('options.version', options.version, 'unsupported WASI version');
    const { args, env, preopens, returnOnExit = true, stdin = 0, stdout = 1, stderr = 2 } = options;
    if (args !== undefined) validateArray(args, 'options.args');
    if (env !== undefined) validateObject(env, 'options.env');
    if (preopens !== undefined) validateObject(preopens, 'options.preopens');
    validateInt32(stdin, 'options.stdin', 0);
    validateInt32(stdout, 'options.stdout', 0);
    validateInt32(stderr, 'options.stderr', 0);
    validateBoolean(returnOnExit, 'options.returnOnExit');
    if (process.permission !== undefined) {
      const { deny, granted } = require('internal/process/permission');
      if (!granted('wasi')) deny('Access to this API has been restricted. Use --allow-wasi to manage permissions.', 'WASI');
    }
    const system = makeImport({
      args: (args ?? []).map(String),
      env: Object.entries(env ?? {}).filter(([, value]) => value !== undefined).map(([key, value]) => `${key}=${value}`),
      preopens: Object.entries(preopens ?? {}).map(([name, path]) => [name, String(path)]),
      stdio: [stdin, stdout, stderr],
      returnOnExit,
      unstable: options.version === 'unstable',
    });
    this.#setMemory = system.setMemory;
    this.wasiImport = system.calls;
  }

  /** Binds a memory to the system calls, without starting anything. */
  finalizeBindings(instance, { memory = instance?.exports?.memory } = {}) {
    if (this.#started) throw new ERR_WASI_ALREADY_STARTED();
    validateObject(instance, 'instance');
    validateObject(instance.exports, 'instance.exports');
    if (!isMemory(memory)) {
      throw Object.assign(new TypeError('"instance.exports.memory" property must be a WebAssembly.Memory object'),
        { code: 'ERR_INVALID_ARG_TYPE' });
    }
    this.#setMemory(memory);
    this.#instance = instance;
    this.#started = true;
  }

  /** Runs a command. @returns {number} its exit code */
  start(instance) {
    this.finalizeBindings(instance);
    const { _start, _initialize } = this.#instance.exports;
    validateFunction(_start, 'instance.exports._start');
    validateUndefined(_initialize, 'instance.exports._initialize');
    try {
      _start();
    } catch (error) {
      if (error instanceof Exit) return error.code;
      throw error;
    }
    return 0;
  }

  /** Prepares a reactor. */
  initialize(instance) {
    this.finalizeBindings(instance);
    const { _start, _initialize } = this.#instance.exports;
    validateUndefined(_start, 'instance.exports._start');
    if (_initialize !== undefined) {
      validateFunction(_initialize, 'instance.exports._initialize');
      _initialize();
    }
  }

  getImportObject() { return { [this.#bindingName]: this.wasiImport }; }
}

module.exports = { WASI };
