// SPDX-License-Identifier: MIT
// What stands below a callback in a stack: the functions that programs and tools look for, and none between.
'use strict';

const assert = require('node:assert');

function below() {
  return new Error('here').stack.split('\n').slice(3).map((line) => /at (\S+)/.exec(line)[1]);
}

process.nextTick(function tick() {
  assert.deepStrictEqual(below(), ['process.processTicksAndRejections']);
});
setImmediate(function immediate() {
  assert.deepStrictEqual(below(), ['process.processImmediate']);
});
setTimeout(function timeout() {
  assert.deepStrictEqual(below(), ['listOnTimeout', 'process.processTimers']);
}, 1);
