// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { setImmediate: immediate, setTimeout: timeout } = require('timers/promises');

// What is aborted while it waits is told after the microtasks that take the listener from the signal.
for (const start of [(o) => immediate(1, o), (o) => timeout(1, 1, o)]) {
  const controller = new AbortController();
  const log = [];
  start({ signal: controller.signal }).catch((error) => log.push(error.name));
  controller.abort();
  (async () => {
    for (let i = 1; i < 8; i++) {
      await null;
      log.push(i);
    }
    assert.strictEqual(log.join(), '1,2,3,4,5,AbortError,6,7');
  })();
}
