// SPDX-License-Identifier: MIT
// What a public module exports lazily can be replaced, by tests for example, and is the same at each look.
'use strict';
const assert = require('assert');

for (const [id, name] of [['v8', 'startupSnapshot'], ['v8', 'promiseHooks'], ['util', 'types'], ['readline', 'promises'],
                          ['worker_threads', 'locks'], ['fs', 'Dir'], ['net', 'BoundSocket']]) {
  const exported = require(id);
  const original = exported[name];
  assert.strictEqual(exported[name], original, name);
  exported[name] = 1;
  assert.strictEqual(exported[name], 1, name);
  exported[name] = original;
}
