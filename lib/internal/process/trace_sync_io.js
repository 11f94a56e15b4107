// SPDX-License-Identifier: MIT
// --trace-sync-io: tells on stderr where the program waits for a file, a child or a computation once its event loop
// turns. Loaded when the option is given: the functions that wait are replaced by some that look first.
'use strict';

const {
  Error, ObjectDefineProperty, ObjectKeys, ReflectApply, RegExpPrototypeExec, StringPrototypeIndexOf, StringPrototypeSlice,
} = primordials;

const { writeText } = internalBinding('util');

let turning = false; // the main script is through
let inside = false; // one that is made of others is told once

function tell(id, name, from) {
  const place = { stack: '' };
  Error.captureStackTrace(place, from);
  const { stack } = place;
  const end = typeof stack === 'string' ? StringPrototypeIndexOf(stack, '\n') : -1;
  writeText(2, `(node:${process.pid}) WARNING: Detected use of sync API\n` +
    `    at ${name} (node:${id})\n${end === -1 ? '' : StringPrototypeSlice(stack, end + 1)}\n\n`);
}

function watch(id, object, name) {
  const original = object[name];
  if (typeof original !== 'function') return;
  const traced = function(...args) {
    if (!turning || inside) return ReflectApply(original, this, args);
    tell(id, name, traced);
    inside = true;
    try {
      return ReflectApply(original, this, args);
    } finally {
      inside = false;
    }
  };
  for (const key of ObjectKeys(original)) traced[key] = original[key]; // realpathSync.native
  ObjectDefineProperty(traced, 'name', { __proto__: null, value: name, configurable: true });
  ObjectDefineProperty(traced, 'length', { __proto__: null, value: original.length, configurable: true });
  object[name] = traced;
}

/** Called at start, before any code of the program. */
function start() {
  for (const id of ['fs', 'child_process', 'crypto', 'zlib']) {
    const exports = require(id), names = ObjectKeys(exports);
    for (let i = 0; i < names.length; i++) {
      if (RegExpPrototypeExec(/Sync$/, names[i]) !== null) watch(id, exports, names[i]);
    }
  }
  const turn = () => { turning = true; };
  setTimeout(turn, 0).unref();
  setImmediate(turn).unref();
}

module.exports = { start };
