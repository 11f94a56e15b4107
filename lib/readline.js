// SPDX-License-Identifier: MIT
// node:readline: reading line by line, with editing on a terminal.
'use strict';

const { Interface: InternalInterface, setup } = require('internal/readline/interface');
const { emitKeypressEvents } = require('internal/readline/keys');
const { clearLine, clearScreenDown, cursorTo, moveCursor } = require('internal/readline/callbacks');
const { lazyProperty } = require('internal/boot/lazy');
const { promisify } = require('internal/util');
const { AbortError } = require('internal/errors');
const { validateAbortSignal } = require('internal/validators');
const EventEmitter = require('events');

/**
 * @param {object|Readable} input options, or the stream to read
 * @param {Writable} [output]
 * @param {Function} [completer]
 * @param {boolean} [terminal]
 */
function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  EventEmitter.call(this);
  setup(this, input, output, completer, terminal);
}
Object.setPrototypeOf(Interface.prototype, InternalInterface.prototype);
Object.setPrototypeOf(Interface, InternalInterface);

Interface.prototype.question[promisify.custom] = function question(query, options) {
  if (options === null || typeof options !== 'object') options = {};
  if (options.signal?.aborted) {
    return Promise.reject(new AbortError(undefined, { cause: options.signal.reason }));
  }
  return new Promise((resolve, reject) => {
    let onAnswer = resolve;
    if (options.signal) {
      validateAbortSignal(options.signal, 'options.signal');
      const onAbort = () => reject(new AbortError(undefined, { cause: options.signal.reason }));
      options.signal.addEventListener('abort', onAbort, { once: true });
      onAnswer = (answer) => {
        options.signal.removeEventListener('abort', onAbort);
        resolve(answer);
      };
    }
    this.question(query, options, onAnswer);
  });
};

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  emitKeypressEvents,
  moveCursor,
};

lazyProperty(module.exports, 'promises', true, () => require('readline/promises'));
