// SPDX-License-Identifier: MIT
// Work of Web Crypto as promises, and its errors.
'use strict';

// Less than this is done sooner than a thread of the pool has woken up.
const { enabledHooksExist } = require('internal/async_hooks');
const kSmall = 4096;

/** @returns {DOMException} with what went wrong inside as its cause */
function domError(message, name, cause) {
  if (cause === undefined) return new DOMException(message, name);
  return new DOMException(message, { name, cause });
}

const operationError = (cause) => domError('The operation failed for an operation-specific reason', 'OperationError', cause);

/**
 * Calls a function of the bindings whose last argument is a callback: on the pool, or at once when the input is small.
 * @param {number} size bytes of input
 * @returns {Promise<any>} rejected with an OperationError
 */
function job(size, fn, ...args) {
  if (size <= kSmall && !enabledHooksExist()) {
    try {
      return Promise.resolve(fn(...args));
    } catch (error) {
      return Promise.reject(operationError(error));
    }
  }
  return new Promise((resolve, reject) => {
    try {
      fn(...args, (error, result) => (error ? reject(operationError(error)) : resolve(result)));
    } catch (error) {
      reject(operationError(error));
    }
  });
}

/** The same, always on the pool: for what takes long whatever its input. */
const longJob = (fn, ...args) => job(Infinity, fn, ...args);

/** A Buffer of the bindings as an ArrayBuffer of its own. */
function toArrayBuffer(buffer) {
  const { buffer: memory, byteOffset, byteLength } = buffer;
  return byteOffset === 0 && memory.byteLength === byteLength ? memory : memory.slice(byteOffset, byteOffset + byteLength);
}

module.exports = { domError, job, longJob, operationError, toArrayBuffer };
