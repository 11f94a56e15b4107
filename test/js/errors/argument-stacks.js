// SPDX-License-Identifier: MIT
// Errors about arguments have the stack of who called, whatever Error.stackTraceLimit is, which stays as it was.
'use strict';

const assert = require('assert');
const path = require('path');

function caught(fn) {
  try {
    fn();
  } catch (error) {
    return error;
  }
  assert.fail('nothing thrown');
}
function frames(error) {
  return error.stack.split('\n').slice(1);
}
function joinNumber() { path.join(5); }
function onNumber() { new (require('events'))().on('x', 1); }

for (const [fn, of] of [[joinNumber, 'path'], [onNumber, 'events']]) {
  for (const limit of [10, 2, 1]) {
    Error.stackTraceLimit = limit;
    const error = caught(fn);
    assert.strictEqual(Error.stackTraceLimit, limit);
    assert.strictEqual(error.code, 'ERR_INVALID_ARG_TYPE');
    assert.match(error.stack, /^TypeError \[ERR_INVALID_ARG_TYPE\]: The "/);
    assert.strictEqual(frames(error).length <= limit && frames(error).length > 0, true);
    assert.doesNotMatch(error.stack, /validators/, of);
    if (limit === 10) assert.match(error.stack, new RegExp(`at ${fn.name} `));
    assert.deepStrictEqual(Object.getOwnPropertyNames(error).sort(), ['code', 'message', 'stack']);
  }
}
Error.stackTraceLimit = 0;
assert.strictEqual(frames(caught(joinNumber)).length, 0);

// What runs while the message is made has stacks of its own.
Error.stackTraceLimit = 10;
let inner;
caught(() => path.join({ [Symbol.for('nodejs.util.inspect.custom')]() { inner = new Error('inner'); return 'shown'; } }));
assert.ok(inner === undefined || frames(inner).length > 1);
let thrown;
const odd = { get constructor() { thrown = caught(onNumber); return undefined; } };
caught(() => path.join(odd));
assert.ok(frames(thrown).length > 1);

Object.defineProperty(Error, 'stackTraceLimit', { value: 3, writable: false });
assert.strictEqual(frames(caught(joinNumber)).length, 3);
