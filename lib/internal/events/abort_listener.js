// SPDX-License-Identifier: MIT
'use strict';

// addAbortListener(): listens to a signal in a way that stopImmediatePropagation() cannot silence.
// Public as events.addAbortListener; used by streams, timers and fs.

const { SymbolDispose } = primordials;
const { codes } = require('internal/errors');
const { validateAbortSignal, validateFunction } = require('internal/validators');

/**
 * @param {AbortSignal} signal
 * @param {Function} listener called once, on the next tick if the signal is aborted already
 * @returns {Disposable} takes the listener away
 */
function addAbortListener(signal, listener) {
  if (signal === undefined) throw new codes.ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');
  let remove;
  if (signal.aborted) {
    queueMicrotask(() => listener());
  } else {
    const { kResistStopPropagation } = require('internal/event_target');
    signal.addEventListener('abort', listener,
      { __proto__: null, once: true, [kResistStopPropagation]: true });
    remove = () => signal.removeEventListener('abort', listener);
  }
  return {
    __proto__: null,
    [SymbolDispose]() { remove?.(); },
  };
}

module.exports = { addAbortListener };
