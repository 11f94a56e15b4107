// SPDX-License-Identifier: MIT
// The state of a stream half as bits of one number, and the boolean properties that libraries read and
// write on _readableState and _writableState. Bits below kOwn mean the same in both halves.
'use strict';

const kObjectMode = 1 << 0;
const kConstructed = 1 << 1;
const kSync = 1 << 2;
const kErrorEmitted = 1 << 3;
const kEmitClose = 1 << 4;
const kAutoDestroy = 1 << 5;
const kDestroyed = 1 << 6;
const kClosed = 1 << 7;
const kCloseEmitted = 1 << 8;
const kEnded = 1 << 9;
const kErrored = 1 << 10;

// Defines `name` on prototype as a view of one bit of this.state.
function defineBit(prototype, name, bit) {
  Object.defineProperty(prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      return (this.state & bit) !== 0;
    },
    set(on) {
      if (on) this.state |= bit;
      else this.state &= ~bit;
    },
  });
}

const shared = {
  __proto__: null,
  objectMode: kObjectMode,
  constructed: kConstructed,
  sync: kSync,
  errorEmitted: kErrorEmitted,
  emitClose: kEmitClose,
  autoDestroy: kAutoDestroy,
  destroyed: kDestroyed,
  closed: kClosed,
  closeEmitted: kCloseEmitted,
  ended: kEnded,
};

/** Public names of fields that lie under symbols: { name: symbol }. */
function defineFields(prototype, fields) {
  for (const name in fields) {
    const field = fields[name];
    Object.defineProperty(prototype, name, {
      __proto__: null,
      configurable: true,
      enumerable: false,
      get() { return this[field]; },
      set(value) { this[field] = value; },
    });
  }
}

/** Defines the shared and the given boolean properties, and `errored` with its bit. */
function defineBits(prototype, own) {
  for (const name in shared) defineBit(prototype, name, shared[name]);
  for (const name in own) defineBit(prototype, name, own[name]);
  Object.defineProperty(prototype, 'errored', {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      return (this.state & kErrored) !== 0 ? this.error : null;
    },
    set(error) {
      if (error) {
        this.error = error;
        this.state |= kErrored;
      } else {
        this.error = null;
        this.state &= ~kErrored;
      }
    },
  });
}

// Called of a source when what it was piped to has closed.
const kTargetClosed = Symbol('kTargetClosed');

module.exports = {
  defineFields, kTargetClosed,
  kObjectMode, kConstructed, kSync, kErrorEmitted, kEmitClose, kAutoDestroy, kDestroyed, kClosed,
  kCloseEmitted, kEnded, kErrored, defineBits,
};
