// SPDX-License-Identifier: MIT
// process.on('SIGINT', …): one uv_signal per signal that somebody listens to; it keeps no loop alive.
'use strict';

const { ErrnoException } = require('internal/errors');
const wraps = new Map();

let signals;
function isSignal(event) {
  if (typeof event !== 'string' || event[0] !== 'S' || event[1] !== 'I') return false;
  signals ??= internalBinding('constants').os.signals;
  return signals[event] !== undefined;
}

function startListeningIfSignal(type) {
  if (!isSignal(type) || wraps.has(type)) return;
  if (type === 'SIGPROF' && internalBinding('inspector').url?.() !== undefined) {
    process.emitWarning('process.on(SIGPROF) is reserved while debugging');
  }
  const { Signal } = internalBinding('signal_wrap');
  const wrap = new Signal();
  wrap.unref();
  wrap.onsignal = process.emit.bind(process, type, type); // and the number, from C
  const err = wrap.start(signals[type]);
  if (err) {
    wrap.close();
    throw new ErrnoException(err, 'uv_signal_start');
  }
  wraps.set(type, wrap);
}

function stopListeningIfSignal(type) {
  const wrap = wraps.get(type);
  if (wrap === undefined || process.listenerCount(type) > 0) return;
  wrap.close();
  wraps.delete(type);
}

module.exports = { isSignal, startListeningIfSignal, stopListeningIfSignal };
