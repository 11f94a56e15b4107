// SPDX-License-Identifier: MIT
// node:readline/promises
'use strict';

const { Interface: InternalInterface } = require('internal/readline/interface');
const { Readline } = require('internal/readline/promises');
const { AbortError } = require('internal/errors');
const { kAsk, kCancelQuestion, kQuestionReject } = require('internal/readline/utils');
const { validateAbortSignal } = require('internal/validators');
const { kEmptyObject } = require('internal/util');

class Interface extends InternalInterface {
  /**
   * @param {string} query
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<string>}
   */
  question(query, options = kEmptyObject) {
    return new Promise((resolve, reject) => {
      let finish = (answer) => {
        this[kQuestionReject] = undefined;
        resolve(answer);
      };
      if (options?.signal) {
        validateAbortSignal(options.signal, 'options.signal');
        if (options.signal.aborted) {
          reject(new AbortError(undefined, { cause: options.signal.reason }));
          return;
        }
        const onAbort = () => {
          this[kCancelQuestion]();
          reject(new AbortError(undefined, { cause: options.signal.reason }));
        };
        options.signal.addEventListener('abort', onAbort, { once: true });
        finish = (answer) => {
          this[kQuestionReject] = undefined;
          options.signal.removeEventListener('abort', onAbort);
          resolve(answer);
        };
      }
      this[kAsk](query, finish);
      this[kQuestionReject] = reject;
    });
  }
}

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = { Interface, Readline, createInterface };
