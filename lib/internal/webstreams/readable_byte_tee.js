// SPDX-License-Identifier: MIT
// ReadableStream.prototype.tee for byte streams (WHATWG Streams §4.9.1, "ReadableByteStreamTee"): a branch that
// is read into a buffer hands that buffer on to the stream.
'use strict';

const { PromisePrototypeThen } = primordials;
const { kState, cloneAsUint8Array, deferred, soon } = require('internal/webstreams/util');
const { BYOB_READER, ReaderState, acquire, acquireDefaultReader, release, defaultRead, cancelStream } =
  require('internal/webstreams/readable_state');
const { createReadableByteStream, getByobRequest, byteEnqueue, byteClose, byteError, respond, respondWithNewView } =
  require('internal/webstreams/readable_byte_controller');
const { byobRead } = require('internal/webstreams/readablebytestream');

class ByteTee {
  constructor(s) {
    this.stream = s;
    this.reader = acquireDefaultReader(s);
    this.reading = false;
    this.readAgain = [false, false];
    this.canceled = [false, false];
    this.reasons = [undefined, undefined];
    this.controllers = [undefined, undefined];
    this.cancel = deferred();
  }

  watchErrors() {
    const { reader } = this;
    PromisePrototypeThen(reader.closed.promise, undefined, (error) => {
      if (reader !== this.reader) return;
      for (const c of this.controllers) byteError(c, error);
      this.finish();
    });
  }

  finish() {
    if (!this.canceled[0] || !this.canceled[1]) this.cancel.resolve();
  }

  pull(i) {
    if (this.reading) {
      this.readAgain[i] = true;
      return;
    }
    this.reading = true;
    const request = getByobRequest(this.controllers[i]);
    if (request === null) this.readChunk();
    else this.readInto(request[kState].view, i);
  }

  again() {
    this.reading = false;
    if (this.readAgain[0]) this.pull(0);
    else if (this.readAgain[1]) this.pull(1);
  }

  readChunk() {
    if (this.reader.kind === BYOB_READER) {
      release(this.reader);
      this.reader = acquireDefaultReader(this.stream);
      this.watchErrors();
    }
    const { controllers, canceled } = this;
    defaultRead(this.reader, {
      chunk: (value) => soon(() => {
        this.readAgain = [false, false];
        const second = !canceled[0] && !canceled[1] ? cloneAsUint8Array(value) : value;
        if (!canceled[0]) byteEnqueue(controllers[0], value);
        if (!canceled[1]) byteEnqueue(controllers[1], second);
        this.again();
      }),
      close: () => {
        this.reading = false;
        for (let i = 0; i < 2; i++) if (!canceled[i]) byteClose(controllers[i]);
        for (const c of controllers) if (c.pendingPullIntos.length > 0) respond(c, 0);
        this.finish();
      },
      error: () => {
        this.reading = false;
      },
    });
  }

  readInto(view, i) {
    if (this.reader.kind !== BYOB_READER) {
      release(this.reader);
      this.reader = new ReaderState(BYOB_READER);
      acquire(this.reader, this.stream);
      this.watchErrors();
    }
    const { canceled } = this, mine = this.controllers[i], other = this.controllers[1 - i];
    byobRead(this.reader, view, 1, {
      chunk: (value) => soon(() => {
        this.readAgain = [false, false];
        const clone = canceled[1 - i] ? undefined : cloneAsUint8Array(value);
        if (!canceled[i]) respondWithNewView(mine, value);
        if (clone !== undefined) byteEnqueue(other, clone);
        this.again();
      }),
      close: (value) => {
        this.reading = false;
        if (!canceled[i]) byteClose(mine);
        if (!canceled[1 - i]) byteClose(other);
        if (value !== undefined) {
          if (!canceled[i]) respondWithNewView(mine, value);
          if (!canceled[1 - i] && other.pendingPullIntos.length > 0) respond(other, 0);
        }
        this.finish();
      },
      error: () => {
        this.reading = false;
      },
    });
  }

  cancelBranch(i, reason) {
    this.canceled[i] = true;
    this.reasons[i] = reason;
    if (this.canceled[1 - i]) this.cancel.resolve(cancelStream(this.stream, this.reasons));
    return this.cancel.promise;
  }
}

/** @param {ReadableState} s of an unlocked byte stream @returns {[ReadableStream, ReadableStream]} */
function teeBytes(s) {
  const tee = new ByteTee(s);
  const branches = [0, 1].map((i) => createReadableByteStream(() => tee.pull(i), (reason) => tee.cancelBranch(i, reason)));
  tee.controllers = branches.map((branch) => branch[kState].controller);
  tee.watchErrors();
  return branches;
}

module.exports = { teeBytes };
