// SPDX-License-Identifier: MIT
// file.pipe(response): while nobody but the pipe would see the chunks, C reads and sends them (src/http/file.c). The streams behave as
// if they had: the pipe is there, and whoever touches one of the two gets the ordinary way at the next chunk.
'use strict';

const Readable = require('internal/streams/readable');
const { kTakeFile, kSendTaken } = require('internal/http/bits');
const { setImmediate } = require('timers');

const { push, emit, read } = Readable.prototype;
const kSmall = 65536;
const kLarge = 262144;

/** Where the chunks of a stream go and nowhere else, or null. */
function onlyTarget(stream) {
  const state = stream._readableState;
  if (state.pipes.length !== 1 || !state.flowing || state.length > 0 || state.decoder !== null || state.objectMode) return null;
  if (stream.push !== push || stream.emit !== emit || stream.read !== read) return null;
  if (stream.listenerCount('data') !== 1 || stream.listenerCount('readable') > 0) return null;
  const target = state.pipes[0];
  return target[kTakeFile] === undefined ? null : target;
}

class FilePump {
  /** @param {ReadStream} stream */
  constructor(stream) {
    this.stream = stream;
    this.full = false; // the last piece was as large as it could be
    this.next = () => this.go();
  }

  // After a piece has gone, or could not.
  go() {
    const { stream } = this;
    if (stream.destroyed) return;
    stream._read(stream.readableHighWaterMark);
  }

  /** @param {number} most bytes from the stream's position to its end @returns {boolean} whether it did what _read is to do */
  read(n, most) {
    const { stream } = this;
    const target = onlyTarget(stream);
    if (target === null) return false;
    const taken = target[kTakeFile](stream.fd, stream.pos ?? -1, this.full && most >= kLarge ? kLarge : n < kSmall ? n : kSmall);
    if (taken < 0) return false;
    const state = stream._readableState;
    if (taken === 0) {
      if (state.sync) setImmediate(this.next); // not within read()
      else stream.push(null);
      return true;
    }
    this.full = taken >= kSmall;
    state.dataEmitted = true;
    if (stream.pos !== undefined) stream.pos += taken;
    stream.bytesRead += taken;
    try {
      if (!target[kSendTaken](taken, this.next)) return true;
      // The end of a range is known: the answer is over before the client can act on its last bytes.
      if (taken >= most) process.nextTick(this.next);
      else setImmediate(this.next);
    } catch (error) {
      target.destroy(error);
    }
    return true;
  }
}

module.exports = { FilePump };
