// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { PassThrough, Readable } = require('stream');

// What a stream of an aborted pipeline then fails with is told, not the abort.
const source = new Readable({ read() {}, destroy(error, callback) { callback(new Error('not closed')); } });
const controller = new AbortController();
let told;
const { signal } = controller;
require('stream/promises').pipeline(source, new PassThrough(), new PassThrough(), { signal }).catch((error) => { told = error; });
controller.abort();

// An abort alone is told with its reason.
let reason;
const second = new AbortController();
require('stream/promises').pipeline(new Readable({ read() {} }), new PassThrough(), { signal: second.signal })
  .catch((error) => { reason = error.cause; });
second.abort('enough');

process.on('exit', () => {
  assert.strictEqual(told.message, 'not closed');
  assert.strictEqual(reason, 'enough');
});
