// SPDX-License-Identifier: MIT
// stream.duplexPair: two Duplex streams, each reading what is written to the other.
'use strict';

const Duplex = require('internal/streams/duplex');

const kCallback = Symbol('kCallback');
const kOther = Symbol('kOther');

class DuplexSide extends Duplex {
  constructor(options) {
    super(options);
    this[kCallback] = null;
    this[kOther] = null;
  }

  _read() {
    const callback = this[kCallback];
    if (callback) {
      this[kCallback] = null;
      callback();
    }
  }

  _write(chunk, encoding, callback) {
    if (chunk.length === 0) {
      process.nextTick(callback);
    } else {
      // The writer goes on when the other side has been read.
      this[kOther].push(chunk);
      this[kOther][kCallback] = callback;
    }
  }

  _final(callback) {
    this[kOther].on('end', callback);
    this[kOther].push(null);
  }

  // The other side's data ends with this one; what it still writes after an error has nowhere to go.
  _destroy(error, callback) {
    if (!this[kOther].destroyed) process.nextTick(leaveOther, this[kOther], error);
    callback(error);
  }
}

function leaveOther(other, error) {
  if (other.destroyed) return;
  if (error) other.destroy();
  else other.push(null);
}

/** @returns {[Duplex, Duplex]} */
module.exports = function duplexPair(options) {
  const a = new DuplexSide(options);
  const b = new DuplexSide(options);
  a[kOther] = b;
  b[kOther] = a;
  return [a, b];
};
