// SPDX-License-Identifier: MIT
// The standard streams of a worker, carried as messages on its port to the parent. Used on both sides.
'use strict';

const { Readable, Writable } = require('stream');

const PAYLOAD = 'stdioPayload';
const WANTS_MORE = 'stdioWantsMore';

const kWaiting = Symbol('kWaiting'); // of a port: how many streams wait for something that comes over it

function wait(port) {
  port[kWaiting] ??= 0;
  if (++port[kWaiting] === 1) port.ref();
}

function unwait(port) {
  if (--port[kWaiting] === 0) port.unref();
}

class ReadableWorkerStdio extends Readable {
  /**
   * @param {MessagePort} port
   * @param {string} name 'stdin' …
   * @param {boolean} keepsAlive reading it keeps the loop alive
   */
  constructor(port, name, keepsAlive) {
    super();
    this.port = port;
    this.name = name;
    this.keepsAlive = keepsAlive;
    this.reading = false;
    this.on('end', () => {
      if (this.reading && this.keepsAlive) unwait(port);
      this.reading = false;
    });
  }

  _read() {
    if (!this.reading) {
      this.reading = true;
      if (this.keepsAlive) wait(this.port);
    }
    this.port.postMessage({ type: WANTS_MORE, stream: this.name });
  }

  receive(chunks) {
    for (const { chunk, encoding } of chunks) this.push(chunk, encoding);
  }
}

class WritableWorkerStdio extends Writable {
  constructor(port, name) {
    super({ decodeStrings: false });
    this.port = port;
    this.name = name;
    this.waiting = [];
  }

  _writev(chunks, cb) {
    const list = [];
    for (const { chunk, encoding } of chunks) list.push({ chunk, encoding });
    this.port.postMessage({ type: PAYLOAD, stream: this.name, chunks: list });
    if (process._exiting) {
      cb();
    } else {
      this.waiting.push(cb);
      if (this.waiting.length === 1) wait(this.port);
    }
  }

  _final(cb) {
    this.port.postMessage({ type: PAYLOAD, stream: this.name, chunks: [{ chunk: null, encoding: '' }] });
    cb();
  }

  /** The other side has taken what was written. */
  proceed() {
    const waiting = this.waiting;
    if (waiting.length === 0) return;
    this.waiting = [];
    unwait(this.port);
    for (const cb of waiting) cb();
  }
}

module.exports = { PAYLOAD, ReadableWorkerStdio, WANTS_MORE, WritableWorkerStdio };
