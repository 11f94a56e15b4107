// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Readable } = require('stream');

// What a program queues after it began to iterate runs before the first chunk arrives.
const log = [];
(async () => {
  for await (const chunk of Readable.from([1, 2])) log.push(chunk);
  assert.deepStrictEqual(log, ['queued', 1, 2]);
})();
queueMicrotask(() => log.push('queued'));
