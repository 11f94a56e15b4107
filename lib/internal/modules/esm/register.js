// SPDX-License-Identifier: MIT
// module.register() and --experimental-loader: hooks in a thread of their own (hooks_worker.js). The
// loader waits for its answers, so everything stays in order.
'use strict';

const { getLoader } = require('internal/modules/esm/loader');
const { kEmptyObject } = require('internal/util');

// Slots of the shared array: how many answers there are.
const kAnswers = 0;

/** The thread with the hooks, as the loader sees it. */
class HooksThread {
  #worker;
  #port;
  #answers;
  #seen = 0;

  constructor() {
    const { Worker } = require('internal/worker');
    const { kInternalMain } = require('internal/worker/state');
    const { MessageChannel } = require('internal/worker/io');
    const shared = new SharedArrayBuffer(8);
    this.#answers = new Int32Array(shared);
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#worker = new Worker('internal/modules/esm/hooks_worker', {
      [kInternalMain]: true, workerData: { shared, port: port2 }, transferList: [port2], name: 'hooks',
    });
    this.#worker.unref();
    port1.unref();
    this.#worker.on('error', (error) => {
      require('internal/process/promises').triggerUncaughtException(error, false);
    });
  }

  /** Asks and waits. Throws what the hook threw. */
  call(method, args, transfer = []) {
    this.#port.postMessage({ method, args }, transfer);
    const { receiveMessageOnPort } = require('internal/worker/io');
    let answer;
    for (;;) {
      Atomics.wait(this.#answers, kAnswers, this.#seen);
      answer = receiveMessageOnPort(this.#port);
      if (answer !== undefined) break;
    }
    this.#seen = Atomics.load(this.#answers, kAnswers);
    const { message } = answer;
    if (message.exit !== undefined) process.exit(message.exit);
    if (message.never !== undefined) {
      const { codes: { ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED } } = require('internal/errors');
      throw new ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED();
    }
    if (message.error !== undefined) throw require('internal/error_serdes').deserializeError(message.error);
    return message.value;
  }

  resolveSync(specifier, parentURL, importAttributes) {
    return this.call('resolve', [specifier, parentURL, { ...importAttributes }]);
  }

  loadSync(url, format, importAttributes) {
    return this.call('load', [url, format, { ...importAttributes }]);
  }
}

// In that thread itself, where --require runs too: how hooks are added to its own chains.
let addHere;

/** @param {(specifier: string, parentURL: string, data: any) => void} add */
function registerHere(add) {
  addHere = add;
}

let thread;
function hooksThread() {
  if (thread === undefined) {
    thread = new HooksThread();
    getLoader().asyncHooks = thread;
  }
  return thread;
}

/**
 * module.register(specifier, parentURL, options)
 * @param {string|URL} specifier
 * @param {string|URL|object} [parentURL] or the options
 * @param {{ parentURL?: string|URL, data?: any, transferList?: object[] }} [options]
 */
function register(specifier, parentURL = undefined, options) {
  if (parentURL !== null && typeof parentURL === 'object' && !require('internal/url').isURL(parentURL)) {
    options = parentURL;
    parentURL = options.parentURL;
  }
  const { data, transferList } = options ?? kEmptyObject;
  const { isURL } = require('internal/url');
  if (parentURL !== undefined && !isURL(parentURL)) require('internal/validators').validateString(parentURL, 'parentURL');
  if (addHere !== undefined) addHere(`${specifier}`, `${parentURL ?? 'data:'}`, data);
  else hooksThread().call('register', [`${specifier}`, `${parentURL ?? 'data:'}`, data], transferList ?? []);
}

/** --experimental-loader */
function registerFromCommandLine() {
  const { getOptionValue } = require('internal/options');
  const { pathToFileURL } = require('internal/url');
  const parentURL = pathToFileURL(`${process.cwd()}/`).href;
  const calls = getOptionValue('--experimental-loader').map((loader) => `register(${JSON.stringify(loader)}, pathToFileURL("./"));`);
  process.emitWarning('`--experimental-loader` may be removed in the future; instead use `register()`:\n--import ' +
    `'data:text/javascript,import { register } from "node:module"; import { pathToFileURL } from "node:url"; ${calls.join(' ')}'`,
  'ExperimentalWarning');
  for (const loader of getOptionValue('--experimental-loader')) {
    hooksThread().call('register', [loader, parentURL, undefined]);
  }
}

module.exports = { register, registerFromCommandLine, registerHere };
