// SPDX-License-Identifier: MIT
// Readable as an async iterable; Readable.from; wrapping streams of Node 0.x; web streams.
'use strict';

const Readable = require('internal/streams/readable');
const destroyImpl = require('internal/streams/destroy');
const { validateObject } = require('internal/validators');

Readable.prototype[Symbol.asyncIterator] = function asyncIterator() {
  return streamToAsyncIterator(this);
};

/**
 * @param {{destroyOnReturn?: boolean}} [options] false: leaving the loop early keeps the stream usable
 */
Readable.prototype.iterator = function iterator(options) {
  if (options !== undefined) validateObject(options, 'options');
  return streamToAsyncIterator(this, options);
};

function streamToAsyncIterator(stream, options) {
  if (typeof stream.read !== 'function') stream = Readable.wrap(stream, { objectMode: true });
  return require('internal/streams/async_iterator').createAsyncIterator(stream, options);
}

/** A Readable over an iterable, async iterable, string or Buffer. */
Readable.from = function from(iterable, options) {
  return require('internal/streams/from')(Readable, iterable, options);
};

/** A Readable around a stream with only 'data' events, pause() and resume(). */
Readable.wrap = function wrap(source, options) {
  return new Readable({
    objectMode: source.readableObjectMode ?? source.objectMode ?? true,
    ...options,
    destroy(error, callback) {
      destroyImpl.destroyer(source, error);
      callback(error);
    },
  }).wrap(source);
};

Readable.prototype.wrap = function wrap(source) {
  let paused = false;
  source.on('data', (chunk) => {
    if (!this.push(chunk) && source.pause) {
      paused = true;
      source.pause();
    }
  });
  source.on('end', () => this.push(null));
  source.on('error', (error) => destroyImpl.errorOrDestroy(this, error));
  source.on('close', () => this.destroy());
  source.on('destroy', () => this.destroy());
  this._read = () => {
    if (paused && source.resume) {
      paused = false;
      source.resume();
    }
  };
  // The methods of the old stream are reachable on the new one.
  for (const key of Object.keys(source)) {
    if (this[key] === undefined && typeof source[key] === 'function') this[key] = source[key].bind(source);
  }
  return this;
};

Readable.fromWeb = function fromWeb(readableStream, options) {
  return require('internal/webstreams/adapters').newStreamReadableFromReadableStream(readableStream, options);
};
Readable.toWeb = function toWeb(streamReadable, options) {
  return require('internal/webstreams/adapters').newReadableStreamFromStreamReadable(streamReadable, options);
};


