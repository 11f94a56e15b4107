// SPDX-License-Identifier: MIT
// The codec of a stream as Node's native handle is shaped: pngjs drives the one of an Inflate synchronously, ssh2 makes its own from
// the class. Eddy's streams themselves use step(), reset() and params() of the class alone.
'use strict';

const { Zlib, crc32 } = internalBinding('zlib');
const { owner_symbol } = require('internal/async_hooks').symbols;
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');

const kState = Symbol('kState');
const kWritten = Symbol('kWritten');
const kNothing = new Uint8Array(0);

/** Sets up a `new Zlib(mode)`: writeState is told [room left, input left] after each write, then written(). */
function init(windowBits, level, memLevel, strategy, writeState, written, dictionary) {
  this[kState] = writeState;
  this[kWritten] = written;
  const error = this.open(windowBits, level, memLevel, strategy, [], dictionary);
  if (error) this.onerror(error.message, error.errno, error.code);
}

// Is overlaid by who makes a handle; there is no way on after an error.
function onerror(message, errno, code) {
  this[owner_symbol]?.destroy(Object.assign(new Error(message), { errno, code }));
}

/** @returns {boolean} false after an error */
function settle(handle, error, inLeft, outLeft) {
  if (error) {
    handle.onerror(error.message, error.errno, error.code);
    return false;
  }
  const state = handle[kState] ?? handle[owner_symbol]._writeState;
  state[0] = outLeft;
  state[1] = inLeft;
  return true;
}

// Node ends the process of who gives a part that is not there.
function checkPart(name, bytes, offset, length) {
  if (!(offset >= 0 && length >= 0 && offset + length <= bytes.byteLength)) {
    throw new ERR_OUT_OF_RANGE(name, `>= 0 and <= ${bytes.byteLength}`, offset + length);
  }
}

function writeSync(flush, input, inOffset, inLength, out, outOffset, outLength) {
  input ??= kNothing;
  checkPart('in_len', input, inOffset, inLength);
  checkPart('out_len', out, outOffset, outLength);
  const outcome = this.step(flush, input, inOffset, inLength, out, outOffset, outLength);
  if (!outcome) throw new Error('zlib binding closed');
  settle(this, outcome[0], outcome[1], outcome[2]);
}

function write(flush, input, inOffset, inLength, out, outOffset, outLength) {
  input ??= kNothing;
  checkPart('in_len', input, inOffset, inLength);
  checkPart('out_len', out, outOffset, outLength);
  this.step(flush, input, inOffset, inLength, out, outOffset, outLength, (error, inLeft, outLeft) => {
    if (settle(this, error, inLeft, outLeft)) this[kWritten]?.();
  });
}

const methods = { __proto__: null, init, onerror, write, writeSync };
for (const name in methods) {
  Object.defineProperty(Zlib.prototype, name, {
    __proto__: null, configurable: true, enumerable: false, value: methods[name], writable: true,
  });
}

module.exports = { Zlib, legacy: { Zlib, crc32 } };
