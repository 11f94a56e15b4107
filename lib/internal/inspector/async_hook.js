// SPDX-License-Identifier: MIT
// Tells V8 of asynchronous operations, so that stacks reach back to where they began. Promises it knows by itself.
'use strict';

const { task, taskScheduled } = internalBinding('inspector');

const CANCELED = 0, STARTED = 1, FINISHED = 2, ALL_CANCELED = 3;
let hook;

/** Debugger.setAsyncCallStackDepth. @param {number} depth 0: off */
function setDepth(depth) {
  if (depth === 0) {
    if (hook === undefined) return;
    hook.disable();
    task(ALL_CANCELED, 0);
    return;
  }
  const { createHook } = require('async_hooks');
  hook ??= createHook({
    init(id, type) {
      if (type !== 'PROMISE') taskScheduled(type, id, true);
    },
    before(id) { task(STARTED, id); },
    after(id) { task(FINISHED, id); },
    destroy(id) { task(CANCELED, id); },
  });
  hook.enable();
}

module.exports = { setDepth };
