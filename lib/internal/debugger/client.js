// SPDX-License-Identifier: MIT
// A connection to an inspector: requests with their answers, events.
'use strict';

const EventEmitter = require('events');
const { startupError } = require('internal/debugger/target');

function getJson(url) {
  return new Promise((resolve, reject) => {
    require('http').get(url, (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (chunk) => {
        text += chunk;
      });
      res.on('error', reject);
      res.on('end', () => {
        if (res.statusCode !== 200) {
          reject(startupError(`Unexpected ${res.statusCode}: ${text}`));
          return;
        }
        try {
          resolve(JSON.parse(text));
        } catch (error) {
          reject(startupError(`Invalid JSON from the debugger's address: ${error.message}`));
        }
      });
    }).on('error', reject);
  });
}

function remoteError({ code, message, data }) {
  const error = new Error(data ? `${message}: ${data}` : message);
  Object.defineProperty(error, 'code', { __proto__: null, value: code, configurable: true, writable: true });
  error.stack = `Error [${code}]: ${error.message}`;
  return error;
}

/** Emits 'close', and the events of the protocol by their names. */
class Client extends EventEmitter {
  #socket = null;
  #lastId = 0;
  #pending = new Map(); // id -> [resolve, reject]

  get isConnected() {
    return this.#socket !== null;
  }

  async connect(host, port) {
    const { 0: target } = await getJson(`http://${host.includes(':') ? `[${host}]` : host}:${port}/json`);
    if (typeof target?.webSocketDebuggerUrl !== 'string') throw startupError('Nothing can be debugged there');
    const { pathname } = new URL(target.webSocketDebuggerUrl);
    await this.connectTo(`ws://${host.includes(':') ? `[${host}]` : host}:${port}${pathname}`);
  }

  /** @param {string} url ws:// */
  async connectTo(url) {
    const WebSocket = require('internal/ws/websocket');
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 0 });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', (error) => {
        reject(/Sec-WebSocket-Accept/.test(error.message) ? startupError('WebSocket secret mismatch') : error);
      });
    });
    this.#socket = socket;
    socket.on('message', (data) => this.#take(JSON.parse(data)));
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#socket === socket) this.#closed();
    });
  }

  #closed() {
    this.#socket = null;
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { 1: reject } of waiting) reject(startupError('The connection to the program has ended'));
    this.emit('close');
  }

  #take(message) {
    if (message.id === undefined) {
      this.emit(message.method, message.params);
      return;
    }
    const { 0: resolve, 1: reject } = this.#pending.get(message.id) ?? [];
    this.#pending.delete(message.id);
    if (message.error !== undefined) reject?.(remoteError(message.error));
    else resolve?.(message.result);
  }

  /** @returns {Promise<object>} the result of a method of the protocol */
  call(method, params = {}) {
    if (this.#socket === null) return Promise.reject(new Error('Not connected'));
    const id = ++this.#lastId;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => {
      this.#pending.set(id, [resolve, reject]);
    });
  }

  close() {
    const socket = this.#socket;
    if (socket === null) return;
    this.#closed();
    socket.terminate();
  }
}

module.exports = { Client };
