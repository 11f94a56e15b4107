// SPDX-License-Identifier: MIT
// a.pipe(b) of two sockets: while nobody but the pipe looks at the bytes, C carries them (src/bindings/pump.c). The pipe is
// there all the same, with its listeners: whoever touches one of the two gets the ordinary way back, at the next read.
'use strict';

const { owner_symbol } = require('internal/async_hooks').symbols;
const { ErrnoException } = require('internal/errors');
const { kTimeout } = require('internal/timers');
const { LibuvStreamWrap } = internalBinding('stream_wrap');

const kPumpTo = Symbol('kPumpTo');       // where the pipe leads, or null
const kPumping = Symbol('kPumping');     // C carries the bytes: true; or there must be none:
const NOTHING_EXPECTED = 1;
const kPumpedFrom = Symbol('kPumpedFrom');

const replaced = ['on', 'emit', 'push', 'read', 'write', 'end', 'pause', 'resume', '_read', '_write', '_writev', 'destroy'];

let kBuffer, plainPrototype; // of modules that need this one

const isOfNet = (socket) => Object.getPrototypeOf(socket) === plainPrototype;

/** Without methods of its own. */
function isPlain(socket) {
  for (let i = 0; i < replaced.length; i++) {
    if (Object.hasOwn(socket, replaced[i])) return false;
  }
  return true;
}

/** Lets C carry the bytes of `from`, if nothing is in the way. */
function startPump(from) {
  const to = from[kPumpTo];
  if (to === null) return;
  if (plainPrototype === undefined) {
    ({ kBuffer } = require('internal/stream_base_commons'));
    plainPrototype = require('internal/net/socket').Socket.prototype;
  }
  if (!isOfNet(from) || !isOfNet(to)) {
    from[kPumpTo] = null;
    return;
  }
  if (from[kPumping] || from.destroyed || to.destroyed) return;
  const state = from._readableState;
  if (state.pipes.length !== 1 || state.pipes[0] !== to || !from.readableFlowing || from.readableLength > 0 || from.readableEnded ||
      from.readableEncoding !== null || from.listenerCount('data') !== 1 || from.listenerCount('readable') > 0 ||
      from[kBuffer] || from.connecting || to.connecting || from[kTimeout] !== null || to[kTimeout] !== null) {
    return;
  }
  if (to.writableLength > 0 || to.writableEnded || to.writableCorked > 0 || to.writableNeedDrain) return;
  const source = from._handle, target = to._handle;
  if (!(source instanceof LibuvStreamWrap) || !(target instanceof LibuvStreamWrap) || !source.reading) return;
  if (!isPlain(from) || !isPlain(to) || !source.pumpTo(target)) return;
  source.onpumperror = onPumpError;
  from[kPumping] = true;
  to[kPumpedFrom] = from;
}

/** Somebody wants to see what `from` reads. */
function stopPump(from) {
  if (from[kPumping] !== true) return;
  from[kPumping] = false;
  from[kPumpTo][kPumpedFrom] = null;
  from._handle?.pumpStop();
}

/** C could not write; this = the source's handle */
function onPumpError(status) {
  const from = this[owner_symbol], to = from?.[kPumpTo];
  if (!to || !from[kPumping]) return;
  stopPump(from);
  to.destroy(new ErrnoException(status, 'write'));
}

/** From now on whatever comes from the socket, be it the end, destroys it: nobody has asked for it. */
function expectNothing(socket) {
  if (socket[kPumping] === false) socket[kPumping] = NOTHING_EXPECTED;
}
function expectAgain(socket) {
  if (socket[kPumping] === NOTHING_EXPECTED) socket[kPumping] = false;
}

module.exports = { NOTHING_EXPECTED, expectAgain, expectNothing, kPumpTo, kPumpedFrom, kPumping, startPump, stopPump };
