// SPDX-License-Identifier: MIT
// The stack of the reason that abort() makes begins with the constructor's frame and abort() itself, as in Node.
'use strict';
const assert = require('node:assert');

function frames(error) {
  return error.stack.split('\n').slice(0, 3).map((line) => line.trim().replace(/ \(.*/, ''));
}

const controller = new AbortController();
controller.abort();
assert.deepStrictEqual(frames(controller.signal.reason),
  ['AbortError: This operation was aborted', 'at new DOMException', 'at AbortController.abort']);
assert.strictEqual(frames(AbortSignal.abort().reason)[1], 'at new DOMException');

const signal = AbortSignal.timeout(1);
signal.onabort = () => {
  clearInterval(wait);
  assert.deepStrictEqual(frames(signal.reason),
    ['TimeoutError: The operation was aborted due to timeout', 'at new DOMException', 'at Timeout._onTimeout']);
};
const wait = setInterval(() => {}, 1000);
