// SPDX-License-Identifier: MIT
// ReadableStream.prototype.tee for streams with a default controller (WHATWG Streams §4.9.1,
// "ReadableStreamDefaultTee"). Byte streams: readable_byte_tee.js.
'use strict';

const { PromisePrototypeThen } = primordials;
const { kState, deferred, soon } = require('internal/webstreams/util');
const { acquireDefaultReader, defaultRead, cancelStream } = require('internal/webstreams/readable_state');
const { KIND: DEFAULT_CONTROLLER, createReadableStream, defaultClose, defaultEnqueue, defaultError } =
  require('internal/webstreams/readable_default_controller');

/** What the branches share; it is its own read request, for it reads one chunk at a time. */
class Tee {
  constructor(s, cloneForBranch2) {
    this.stream = s;
    this.reader = acquireDefaultReader(s);
    this.cloneForBranch2 = cloneForBranch2;
    this.reading = false;
    this.readAgain = false;
    this.value = undefined;
    this.branches = [undefined, undefined];
    this.canceled = [false, false];
    this.reasons = [undefined, undefined];
    this.cancel = deferred();
    this.distribute = () => this.deliver();
  }

  pull() {
    if (this.reading) {
      this.readAgain = true;
      return;
    }
    this.reading = true;
    defaultRead(this.reader, this);
  }

  chunk(value) {
    this.value = value;
    soon(this.distribute); // a branch must not run its reader inside the source's enqueue()
  }

  deliver() {
    const { value, branches, canceled } = this;
    this.value = undefined;
    this.readAgain = false;
    let second = value;
    if (this.cloneForBranch2 && !canceled[1]) {
      try {
        second = structuredClone(value);
      } catch (error) {
        for (const branch of branches) defaultError(branch.controller, error);
        this.cancel.resolve(cancelStream(this.stream, error));
        return;
      }
    }
    if (!canceled[0]) defaultEnqueue(branches[0].controller, value);
    if (!canceled[1]) defaultEnqueue(branches[1].controller, second);
    this.reading = false;
    if (this.readAgain) this.pull();
  }

  close() {
    this.reading = false;
    for (let i = 0; i < 2; i++) if (!this.canceled[i]) defaultClose(this.branches[i].controller);
    if (!this.canceled[0] || !this.canceled[1]) this.cancel.resolve();
  }

  error() {
    this.reading = false;
  }

  cancelBranch(i, reason) {
    this.canceled[i] = true;
    this.reasons[i] = reason;
    if (this.canceled[1 - i]) this.cancel.resolve(cancelStream(this.stream, this.reasons));
    return this.cancel.promise;
  }
}

/** @param {ReadableStream} stream not locked @returns {[ReadableStream, ReadableStream]} */
function tee(stream, cloneForBranch2) {
  if (stream[kState].controller.kind !== DEFAULT_CONTROLLER) return require('internal/webstreams/readable_byte_tee').teeBytes(stream[kState]);
  const state = new Tee(stream[kState], cloneForBranch2);
  const pull = () => state.pull();
  const out = [0, 1].map((i) => createReadableStream(undefined, pull, (reason) => state.cancelBranch(i, reason)));
  state.branches = out.map((branch) => branch[kState]);
  PromisePrototypeThen(state.reader.closed.promise, undefined, (error) => {
    for (const branch of state.branches) defaultError(branch.controller, error);
    if (!state.canceled[0] || !state.canceled[1]) state.cancel.resolve();
  });
  return out;
}

module.exports = { tee };
