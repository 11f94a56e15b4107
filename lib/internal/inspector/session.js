// SPDX-License-Identifier: MIT
// class Session of node:inspector.
'use strict';

const EventEmitter = require('events');
const {
  codes: {
    ERR_INSPECTOR_ALREADY_CONNECTED,
    ERR_INSPECTOR_CLOSED,
    ERR_INSPECTOR_COMMAND,
    ERR_INSPECTOR_NOT_CONNECTED,
    ERR_INSPECTOR_NOT_WORKER,
  },
} = require('internal/errors');
const { validateFunction, validateObject, validateString } = require('internal/validators');
const { checkPermission } = require('internal/inspector/control');
const agent = require('internal/inspector/agent');

class Session extends EventEmitter {
  #link = null;   // { post(text), close() }
  #nextId = 1;
  #waiting = new Map();

  /** Connects to the inspector of this thread. */
  connect() {
    checkPermission();
    if (this.#link !== null) throw new ERR_INSPECTOR_ALREADY_CONNECTED('The inspector session');
    this.#link = agent.connectHere((message) => this.#onMessage(message));
  }

  /** Connects a worker to the inspector of the main thread. */
  connectToMainThread() {
    if (require('internal/worker/state').isMainThread) throw new ERR_INSPECTOR_NOT_WORKER();
    if (this.#link !== null) throw new ERR_INSPECTOR_ALREADY_CONNECTED('The inspector session');
    this.#link = agent.connectToThread(0, (message) => this.#onMessage(message));
  }

  #onMessage(message) {
    try {
      if (message.id !== undefined) {
        const callback = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        if (callback === undefined) return;
        const { error, result } = message;
        if (error !== undefined) callback(new ERR_INSPECTOR_COMMAND(error.code, error.message));
        else callback(null, result);
      } else {
        this.emit(message.method, message);
        this.emit('inspectorNotification', message);
      }
    } catch (error) {
      process.emitWarning(error);
    }
  }

  /**
   * Sends one message of the protocol.
   * @param {string} method 'Domain.method' @param {object} [params] @param {(error: Error | null, result?: object) => void} [callback]
   */
  post(method, params, callback) {
    validateString(method, 'method');
    if (callback === undefined && typeof params === 'function') {
      callback = params;
      params = null;
    }
    if (params !== undefined && params !== null) validateObject(params, 'params');
    if (callback !== undefined) validateFunction(callback, 'callback');
    if (this.#link === null) throw new ERR_INSPECTOR_NOT_CONNECTED();
    const id = this.#nextId++;
    const message = { id, method };
    if (params) message.params = params;
    if (callback !== undefined) this.#waiting.set(id, callback);
    this.#link.post(message);
  }

  /** Ends the session; callbacks that wait get an error. */
  disconnect() {
    if (this.#link === null) return;
    this.#link.close();
    this.#link = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#nextId = 1;
    for (const callback of waiting) process.nextTick(callback, new ERR_INSPECTOR_CLOSED());
  }
}

module.exports = { Session };
