// SPDX-License-Identifier: MIT
// Readable.prototype.pipe and unpipe: chunks go to writers, which hold the source back while they are full.
'use strict';

const Readable = require('internal/streams/readable');
const { prependListener } = require('internal/streams/legacy');
const { errorOrDestroy } = require('internal/streams/destroy');
const { kTargetClosed } = require('internal/streams/bits');

const { nextTick } = process;

/**
 * @param {Writable} dest
 * @param {{end?: boolean}} [options] end: false leaves dest open at the end of the source
 * @returns {Writable} dest
 */
Readable.prototype.pipe = function pipe(dest, options) {
  const source = this;
  const state = this._readableState;
  if (state.pipes.length === 1 && !state.multiAwaitDrain) {
    state.multiAwaitDrain = true;
    state.awaitDrainWriters = new Set(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  state.pipes.push(dest);

  const doEnd = (!options || options.end !== false) && dest !== process.stdout && dest !== process.stderr;
  const atEnd = doEnd ? onend : unpipe;
  if (state.endEmitted) nextTick(atEnd);
  else source.once('end', atEnd);

  let onDrain;
  let cleanedUp = false;
  dest.on('unpipe', onunpipe);

  function onunpipe(readable, info) {
    if (readable === source && info && info.hasUnpiped === false) {
      info.hasUnpiped = true;
      cleanup();
    }
  }
  function onend() {
    dest.end();
  }
  function cleanup() {
    dest.removeListener('close', onclose);
    dest.removeListener('finish', onfinish);
    if (onDrain) dest.removeListener('drain', onDrain);
    dest.removeListener('error', onerror);
    dest.removeListener('unpipe', onunpipe);
    source.removeListener('end', onend);
    source.removeListener('end', unpipe);
    source.removeListener('data', ondata);
    cleanedUp = true;
    // The writer is gone while the source waits for its 'drain': go on for the others.
    if (onDrain && state.awaitDrainWriters && (!dest._writableState || dest._writableState.needDrain)) onDrain();
  }
  function pause() {
    if (!cleanedUp) {
      if (state.pipes.length === 1 && state.pipes[0] === dest) {
        state.awaitDrainWriters = dest;
        state.multiAwaitDrain = false;
      } else if (state.pipes.length > 1 && state.pipes.includes(dest)) {
        state.awaitDrainWriters.add(dest);
      }
      source.pause();
    }
    if (!onDrain) {
      onDrain = resumeAfterDrain(source, dest);
      dest.on('drain', onDrain);
    }
  }
  function ondata(chunk) {
    try {
      if (dest.write(chunk) === false) pause();
    } catch (error) {
      dest.destroy(error);
    }
  }
  function onerror(error) {
    unpipe();
    dest.removeListener('error', onerror);
    if (dest.listenerCount('error') === 0) {
      const s = dest._writableState || dest._readableState;
      if (s && !s.errorEmitted) errorOrDestroy(dest, error);
      else dest.emit('error', error);
    }
  }
  function onclose() {
    dest.removeListener('finish', onfinish);
    unpipe();
    source[kTargetClosed]?.();
  }
  function onfinish() {
    dest.removeListener('close', onclose);
    unpipe();
  }
  function unpipe() {
    source.unpipe(dest);
  }

  source.on('data', ondata);
  prependListener(dest, 'error', onerror);
  dest.once('close', onclose);
  dest.once('finish', onfinish);
  dest.emit('pipe', source);
  if (dest.writableNeedDrain === true) pause();
  else if (!state.flowing) source.resume();
  return dest;
};

function resumeAfterDrain(source, dest) {
  return function onDrain() {
    const state = source._readableState;
    if (state.awaitDrainWriters === dest) state.awaitDrainWriters = null;
    else if (state.multiAwaitDrain) state.awaitDrainWriters.delete(dest);
    if ((!state.awaitDrainWriters || state.awaitDrainWriters.size === 0) && source.listenerCount('data')) {
      source.resume();
    }
  };
}

/** Detaches one writer, or all. */
Readable.prototype.unpipe = function unpipe(dest) {
  const state = this._readableState;
  if (state.pipes.length === 0) return this;
  if (!dest) {
    const writers = state.pipes;
    state.pipes = [];
    this.pause();
    for (const writer of writers) writer.emit('unpipe', this, { hasUnpiped: false });
    return this;
  }
  const index = state.pipes.indexOf(dest);
  if (index === -1) return this;
  state.pipes.splice(index, 1);
  if (state.pipes.length === 0) this.pause();
  dest.emit('unpipe', this, { hasUnpiped: false });
  return this;
};
