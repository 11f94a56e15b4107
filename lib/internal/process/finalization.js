// SPDX-License-Identifier: MIT
// process.finalization: callbacks for objects that are still alive when the process ends.
'use strict';

const { validateFunction } = require('internal/validators');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

function createFinalization() {
  const refs = { exit: new Set(), beforeExit: new Set() };
  const cleanups = new FinalizationRegistry((ref) => {
    refs.exit.delete(ref);
    refs.beforeExit.delete(ref);
    uninstall('exit');
    uninstall('beforeExit');
  });
  const run = { exit: () => callAll('exit'), beforeExit: () => callAll('beforeExit') };

  function callAll(event) {
    for (const ref of refs[event]) {
      refs[event].delete(ref);
      const obj = ref.deref();
      if (obj !== undefined) ref.fn(obj, event);
    }
    uninstall(event);
  }

  function uninstall(event) {
    if (refs[event].size === 0) process.removeListener(event, run[event]);
  }

  function add(event, obj, fn) {
    if (obj === null || (typeof obj !== 'object' && typeof obj !== 'function') || Array.isArray(obj)) {
      throw new ERR_INVALID_ARG_TYPE('obj', 'object', obj);
    }
    validateFunction(fn, 'fn');
    if (refs[event].size === 0) process.on(event, run[event]);
    const ref = new WeakRef(obj);
    ref.fn = fn;
    cleanups.register(obj, ref, obj);
    refs[event].add(ref);
  }

  return {
    register(obj, fn) { add('exit', obj, fn); },
    registerBeforeExit(obj, fn) { add('beforeExit', obj, fn); },
    unregister(obj) {
      for (const event of ['exit', 'beforeExit']) {
        for (const ref of refs[event]) {
          if (ref.deref() === obj || ref.deref() === undefined) refs[event].delete(ref);
        }
        uninstall(event);
      }
      cleanups.unregister(obj);
    },
  };
}

module.exports = { createFinalization };
