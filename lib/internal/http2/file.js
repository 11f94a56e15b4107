// SPDX-License-Identifier: MIT
// respondWithFD, respondWithFile: a regular file (or a part of it), or whatever a descriptor gives.
'use strict';

const fs = require('fs');
const bits = require('internal/http2/bits');
const perf = require('internal/http2/perf');
const { kFlags, kHandle, kState, kWriteCallback } = require('internal/http2/symbols');
const { NGHTTP2_INTERNAL_ERROR } = require('internal/http2/constants');
const {
  codes: { ERR_HTTP2_SEND_FILE, ERR_HTTP2_SEND_FILE_NOSEEK },
} = require('internal/errors');
const { kUpdateTimer } = require('internal/stream_base_commons');
const { Buffer } = require('buffer');

const CHUNK = 65536;
const TRAILERS = 2;

/** Sends `left` bytes (-1: all there are) from `position` (-1: where the descriptor is). */
class FilePump {
  constructor(stream, fd, position, left) {
    this.stream = stream;
    this.fd = fd;
    this.position = position;
    this.left = left;
    this.done = null; // called once at the end, whatever it is
    this.reading = false;
    stream[kFlags] |= bits.FILE;
    stream.end(); // the program has nothing to write to it
    stream.once('close', () => this.finish());
    this.next();
  }

  next() {
    const { stream, left } = this;
    if (stream.destroyed || stream.closed) return this.finish();
    if (left === 0) return this.end();
    const size = left < 0 ? CHUNK : Math.min(CHUNK, left);
    this.reading = true;
    fs.read(this.fd, Buffer.allocUnsafeSlow(size), 0, size, this.position < 0 ? null : this.position,
            (error, n, buffer) => this.read(error, n, buffer));
  }

  read(error, n, buffer) {
    const { stream } = this;
    this.reading = false;
    if (stream.destroyed) return this.finish();
    if (error) {
      stream.close(NGHTTP2_INTERNAL_ERROR);
      return this.finish();
    }
    if (n === 0) return this.end();
    if (this.left > 0) this.left -= n;
    if (this.position >= 0) this.position += n;
    stream[kUpdateTimer]();
    const handle = stream[kHandle], { timing } = stream[kState];
    if (n < buffer.length) buffer = buffer.subarray(0, n);
    if (timing !== null) perf.sent(timing, buffer);
    stream[kWriteCallback] = () => this.next();
    const result = handle.write(stream.id, buffer, 1);
    if (this.left === 0) stream._tellEnd();
    if (result !== 1) stream._written();
  }

  end() {
    const { stream } = this;
    if ((stream[kFlags] & bits.ENDED) === 0) stream._tellEnd();
    stream[kState].fileSent?.();
    this.finish();
  }

  finish() {
    if (this.reading) return; // the descriptor is in use
    const { done } = this;
    this.done = null;
    if (done !== null) done();
  }
}

function respond(stream, prepared) {
  const { headers, status, options } = prepared;
  let flags = 0;
  if (options.waitForTrailers) {
    stream[kFlags] |= bits.HAS_TRAILERS;
    flags |= TRAILERS;
  }
  return stream._send(headers, status, flags, undefined, 0) >= 0;
}

function pump(stream, fd, prepared, position, left, done) {
  if (!respond(stream, prepared)) {
    done?.();
    return;
  }
  const file = new FilePump(stream, fd, position, left);
  if (done !== undefined) file.done = done;
}

/** `stat` is known: headers, the range, statCheck. False: the answer is another. */
function checkStat(stream, stat, prepared) {
  const { headers, options } = prepared;
  prepared.range = { offset: options.offset ?? 0, length: options.length ?? -1 };
  if (options.statCheck && options.statCheck.call(stream, stat, headers, prepared.range) === false) return false;
  return !stream.headersSent;
}

function rangeOf(stat, range) {
  const length = range.length < 0 ? stat.size - range.offset : Math.min(stat.size - range.offset, range.length);
  return Math.max(0, length);
}

/** Sends what `fd` has. `done` closes it, if it is ours. */
function sendFile(stream, fd, stat, prepared, done) {
  const { headers, options } = prepared;
  if (!stat.isFile()) {
    const seek = (options.offset !== undefined && options.offset !== 0) || (options.length !== undefined && options.length !== -1);
    if (stat.isDirectory() || seek) {
      const error = stat.isDirectory() ? new ERR_HTTP2_SEND_FILE() : new ERR_HTTP2_SEND_FILE_NOSEEK();
      done?.();
      if (typeof options.onError === 'function') options.onError(error);
      else stream.destroy(error);
      return;
    }
  }
  if (!checkStat(stream, stat, prepared)) {
    done?.();
    return;
  }
  if (stream.destroyed || stream.closed) {
    done?.();
    return;
  }
  if (stat.isFile()) {
    const length = rangeOf(stat, prepared.range);
    headers['content-length'] = length;
    pump(stream, fd, prepared, prepared.range.offset, length, done);
  } else {
    pump(stream, fd, prepared, -1, -1, done);
  }
}

function respondWithFD(stream, fd, prepared) {
  const number = typeof fd === 'object' ? fd.fd : fd;
  const { options } = prepared;
  const keep = typeof fd === 'object' ? () => void fd : undefined; // a FileHandle must not be collected meanwhile
  if (!options.statCheck) {
    pump(stream, number, prepared, options.offset ?? -1, options.length ?? -1, keep);
    return;
  }
  fs.fstat(number, (error, stat) => {
    if (stream.destroyed) return;
    if (error) stream.destroy(error);
    else sendFile(stream, number, stat, prepared, keep);
  });
}

function respondWithFile(stream, path, prepared) {
  const { onError } = prepared.options;
  const fail = (error, fd) => {
    if (fd !== undefined) fs.close(fd, () => {});
    if (stream.destroyed) return;
    if (typeof onError === 'function') onError(error);
    else stream.destroy(error);
  };
  fs.open(path, 'r', (error, fd) => {
    if (error) return fail(error);
    if (stream.destroyed || stream.closed) {
      fs.close(fd, () => {});
      return;
    }
    fs.fstat(fd, (statError, stat) => {
      if (statError) return fail(statError, fd);
      if (stream.destroyed || stream.closed) {
        fs.close(fd, () => {});
        return;
      }
      sendFile(stream, fd, stat, prepared, () => fs.close(fd, () => {}));
    });
  });
}

module.exports = { respondWithFD, respondWithFile };
