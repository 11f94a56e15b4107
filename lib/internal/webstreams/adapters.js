// SPDX-License-Identifier: MIT
// Between Node streams and web streams, both ways, with errors and back-pressure carried over.
'use strict';

const { ReadableStream, isReadableStream } = require('internal/webstreams/readablestream');
const { WritableStream, isWritableStream, writeWithRequest } = require('internal/webstreams/writablestream');
const { Duplex, Readable, Writable, destroy } = require('stream');
const { isDestroyed, isReadable, isWritable, isWritableEnded } = require('internal/streams/utils');
const { eos } = require('internal/streams/end-of-stream');
const {
  AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_STREAM_PREMATURE_CLOSE },
} = require('internal/errors');
const { validateBoolean, validateObject, validateOneOf } = require('internal/validators');
const { kEmptyObject, normalizeEncoding } = require('internal/util');
const { Buffer } = require('buffer');
const { deferred, kState, noop } = require('internal/webstreams/util');
const { ReadRequest, defaultRead } = require('internal/webstreams/readable_state');

// How errors of Node streams look to a web stream's user: an early end, and data that a codec refuses.
const codecErrors = /^(Z_|ERR_(_ERROR|TRAILING_JUNK_AFTER_STREAM_END)|ZSTD_error_)/;
function asWebError(error) {
  const code = error?.code;
  if (typeof code !== 'string') return error;
  if (code === 'ERR_STREAM_PREMATURE_CLOSE') return new AbortError(undefined, { cause: error });
  if (codecErrors.test(code)) return Object.assign(new TypeError(undefined, { cause: error }), { code });
  return error;
}

function newWritableStreamFromStreamWritable(streamWritable, whole = false) {
  if (typeof streamWritable?._writableState !== 'object' && !(streamWritable && typeof streamWritable.write === 'function' && typeof streamWritable.on === 'function')) {
    throw new ERR_INVALID_ARG_TYPE('streamWritable', 'stream.Writable', streamWritable);
  }
  if (isDestroyed(streamWritable) || !isWritable(streamWritable)) {
    const writable = new WritableStream();
    writable.close();
    return writable;
  }
  const highWaterMark = streamWritable.writableHighWaterMark;
  const objectMode = streamWritable.writableObjectMode;
  const strategy = objectMode ? new (require('internal/webstreams/queuingstrategies').CountQueuingStrategy)({ highWaterMark }) :
    { highWaterMark };
  let controller;
  let backpressure;
  let closed;
  const cleanup = eos(streamWritable, (error) => {
    error = asWebError(error);
    cleanup();
    streamWritable.on('error', noop);
    if (error != null) {
      backpressure?.reject(error);
      if (closed !== undefined) {
        closed.reject(error);
        closed = undefined;
      }
      controller.error(error);
      controller = undefined;
      return;
    }
    if (closed !== undefined) {
      closed.resolve();
      closed = undefined;
      return;
    }
    controller.error(new AbortError());
    controller = undefined;
  });
  streamWritable.on('drain', () => backpressure?.resolve());
  return new WritableStream({
    start(c) {
      controller = c;
    },
    write(chunk) {
      let more;
      try {
        more = !streamWritable.writableNeedDrain && streamWritable.write(toNodeChunk(chunk, objectMode));
      } catch (error) {
        if (whole) destroy(streamWritable, error); // its readable side would never hear of it
        throw error;
      }
      if (!more) {
        backpressure = deferred();
        return backpressure.promise.finally(() => { backpressure = undefined; });
      }
    },
    abort(reason) {
      destroy(streamWritable, reason);
    },
    close() {
      if (closed === undefined && !isWritableEnded(streamWritable)) {
        closed = deferred();
        streamWritable.end();
        return closed.promise;
      }
      controller = undefined;
    },
  }, strategy);
}

function toNodeChunk(chunk, objectMode) {
  if (!objectMode && chunk instanceof ArrayBuffer) return Buffer.from(chunk);
  if (!objectMode && typeof SharedArrayBuffer === 'function' && chunk instanceof SharedArrayBuffer) return Buffer.from(chunk);
  return chunk;
}

/** What a Node stream has written and a web stream has not yet taken: a request of the latter, instead of a promise a chunk. */
class Writing {
  constructor(writer) {
    this.writer = writer;
    this.writable = undefined;
    this.callback = undefined;
    this.pending = 0;
    this.error = undefined;
    this.refused = undefined; // another error comes first
  }

  begin(callback) {
    this.callback = callback;
    this.pending = 1; // until all has been added: nothing ends before
    this.error = this.refused = undefined;
  }

  add(chunk) {
    this.pending++;
    const no = writeWithRequest(this.writer, chunk, this);
    if (no === undefined) return;
    this.refused = no.reason;
    this.pending--;
  }

  write(chunk, callback) {
    this.begin(callback);
    this.add(chunk);
    this.resolve();
  }

  writev = (chunks, callback) => {
    this.begin(callback);
    for (let i = 0; i < chunks.length; i++) this.add(chunks[i].chunk);
    this.resolve();
  };

  resolve() {
    if (--this.pending > 0) return;
    const { callback, error = this.refused } = this;
    if (error === undefined) written(this.writable, callback);
    else Promise.resolve().then(() => written(this.writable, callback, error)); // not amid a change of the stream's state
  }

  reject(error) {
    this.error ??= error;
    this.resolve();
  }
}

/** The end of a write. What callback throws must not be lost in a promise. */
function written(writable, callback, error) {
  try {
    callback(error);
  } catch (thrown) {
    process.nextTick(() => destroy(writable, thrown));
  }
}

function newStreamWritableFromWritableStream(writableStream, options = kEmptyObject) {
  if (!isWritableStream(writableStream)) throw new ERR_INVALID_ARG_TYPE('writableStream', 'WritableStream', writableStream);
  validateObject(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');
  const writer = writableStream.getWriter();
  let closed = false;
  const writing = new Writing(writer);
  const writable = writing.writable = new Writable({
    highWaterMark, objectMode, decodeStrings, signal,
    writev: writing.writev,
    write(chunk, encoding, callback) {
      if (typeof chunk === 'string' && decodeStrings && !objectMode) {
        chunk = new Uint8Array(Buffer.from(chunk, normalizeEncoding(encoding)));
      }
      writing.write(chunk, callback);
    },
    destroy(error, callback) {
      const done = () => callback(error);
      if (!closed) {
        if (error != null) writer.abort(error).then(done, done);
        else writer.close().then(done, done);
        return;
      }
      callback(error);
    },
    final(callback) {
      const done = (error) => written(writable, callback, error);
      if (!closed) writer.close().then(() => done(), done);
      else done();
    },
  });
  writer.closed.then(() => {
    closed = true;
    if (!isWritableEnded(writable)) destroy(writable, new ERR_STREAM_PREMATURE_CLOSE());
  }, (error) => {
    closed = true;
    destroy(writable, error);
  });
  return writable;
}

function newReadableStreamFromStreamReadable(streamReadable, options = kEmptyObject) {
  if (typeof streamReadable?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamReadable', 'stream.Readable', streamReadable);
  }
  validateObject(options, 'options');
  validateOneOf(options.type, 'options.type', ['bytes', undefined]);
  const isBytes = options.type === 'bytes';
  if (isDestroyed(streamReadable) || !isReadable(streamReadable)) {
    let inner;
    const start = (c) => { inner = c; };
    const readable = isBytes ? new ReadableStream({ type: 'bytes', start }) : new ReadableStream({ start });
    // What was cut off must not look like what has come to its end.
    if (isDestroyed(streamReadable) && !streamReadable.readableEnded) inner.error(streamReadable.errored ?? new AbortError());
    else readable.cancel();
    return readable;
  }
  const objectMode = streamReadable.readableObjectMode;
  const highWaterMark = streamReadable.readableHighWaterMark;
  const strategy = options.strategy ?? (isBytes ? { highWaterMark } : objectMode ? { highWaterMark } :
    { highWaterMark, size: (chunk) => chunk.byteLength ?? chunk.length });
  let controller;
  let wasCanceled = false;

  function onData(chunk) {
    if (Buffer.isBuffer(chunk) && !objectMode) {
      chunk = new Uint8Array(chunk.buffer.slice(chunk.byteOffset, chunk.byteOffset + chunk.byteLength));
    }
    controller.enqueue(chunk);
    if (controller.desiredSize <= 0) streamReadable.pause();
  }
  streamReadable.pause();
  const cleanup = eos(streamReadable, { writable: false }, (error) => {
    error = asWebError(error);
    cleanup();
    streamReadable.on('error', noop);
    if (error) {
      controller.error(error);
      return;
    }
    if (!wasCanceled) {
      controller.close();
      if (isBytes) controller.byobRequest?.respond(0);
    }
  });
  streamReadable.on('data', onData);
  return new ReadableStream({
    type: options.type,
    start(c) {
      controller = c;
    },
    pull() {
      streamReadable.resume();
    },
    cancel(reason) {
      wasCanceled = true;
      destroy(streamReadable, reason);
    },
  }, strategy);
}

/** A chunk comes in a microtask of its own, the end at once. */
class ReadInto extends ReadRequest {
  constructor(readable) {
    super();
    this.readable = readable;
    this.promise.then(({ value }) => readable.push(value), (error) => destroy(readable, error));
  }
  close() {
    this.readable.push(null);
  }
}

function newStreamReadableFromReadableStream(readableStream, options = kEmptyObject) {
  if (!isReadableStream(readableStream)) throw new ERR_INVALID_ARG_TYPE('readableStream', 'ReadableStream', readableStream);
  validateObject(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) throw new ERR_INVALID_ARG_VALUE('options.encoding', encoding);
  validateBoolean(objectMode, 'options.objectMode');
  const reader = readableStream.getReader();
  let closed = false;
  const readable = new Readable({
    objectMode, highWaterMark, encoding, signal,
    read() {
      defaultRead(reader[kState], new ReadInto(readable));
    },
    destroy(error, callback) {
      const done = () => {
        try {
          callback(error);
        } catch (err) {
          process.nextTick(() => { throw err; });
        }
      };
      if (!closed) {
        reader.cancel(error).then(done, done);
        return;
      }
      done();
    },
  });
  reader.closed.then(() => {
    closed = true;
  }, (error) => {
    closed = true;
    destroy(readable, error);
  });
  return readable;
}

function newReadableWritablePairFromDuplex(duplex, options = kEmptyObject, whole = false) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  }
  validateObject(options, 'options');
  const type = options.readableType ?? options.type;
  validateOneOf(type, 'options.type', ['bytes', undefined]);
  if (isDestroyed(duplex)) {
    const writable = new WritableStream();
    const readable = new ReadableStream({ type });
    writable.close();
    readable.cancel();
    return { readable, writable };
  }
  const writable = isWritable(duplex) ? newWritableStreamFromStreamWritable(duplex, whole) : new WritableStream();
  if (!isWritable(duplex)) writable.close();
  const readable = isReadable(duplex) ? newReadableStreamFromStreamReadable(duplex, { type }) :
    new ReadableStream({ type });
  if (!isReadable(duplex)) readable.cancel();
  return { writable, readable };
}

function newStreamDuplexFromReadableWritablePair(pair = kEmptyObject, options = kEmptyObject) {
  validateObject(pair, 'pair');
  const { readable: readableStream, writable: writableStream } = pair;
  if (!isReadableStream(readableStream)) throw new ERR_INVALID_ARG_TYPE('pair.readable', 'ReadableStream', readableStream);
  if (!isWritableStream(writableStream)) throw new ERR_INVALID_ARG_TYPE('pair.writable', 'WritableStream', writableStream);
  validateObject(options, 'options');
  const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) throw new ERR_INVALID_ARG_VALUE('options.encoding', encoding);
  const writer = writableStream.getWriter();
  const reader = readableStream.getReader();
  let writableClosed = false;
  let readableClosed = false;
  const guard = (callback) => (error) => {
    try {
      callback(error);
    } catch (err) {
      process.nextTick(() => destroy(duplex, err));
    }
  };
  const writing = new Writing(writer);
  const duplex = writing.writable = new Duplex({
    allowHalfOpen, highWaterMark, objectMode, encoding, decodeStrings, signal,
    writev: writing.writev,
    write(chunk, enc, callback) {
      if (typeof chunk === 'string' && decodeStrings && !objectMode) chunk = new Uint8Array(Buffer.from(chunk, normalizeEncoding(enc)));
      writing.write(chunk, callback);
    },
    final(callback) {
      const done = guard(callback);
      if (!writableClosed) writer.close().then(() => done(), done);
      else done();
    },
    read() {
      defaultRead(reader[kState], new ReadInto(duplex));
    },
    destroy(error, callback) {
      const done = () => guard(callback)(error);
      const closeWriter = async () => {
        if (!writableClosed) await (error != null ? writer.abort(error) : writer.close());
      };
      const closeReader = async () => {
        if (!readableClosed) await reader.cancel(error);
      };
      if (!writableClosed || !readableClosed) Promise.all([closeWriter(), closeReader()]).then(done, done);
      else done();
    },
  });
  writer.closed.then(() => {
    writableClosed = true;
    if (!isWritableEnded(duplex)) destroy(duplex, new ERR_STREAM_PREMATURE_CLOSE());
  }, (error) => {
    writableClosed = true;
    readableClosed = true;
    destroy(duplex, error);
  });
  reader.closed.then(() => {
    readableClosed = true;
  }, (error) => {
    writableClosed = true;
    readableClosed = true;
    destroy(duplex, error);
  });
  return duplex;
}

module.exports = {
  newWritableStreamFromStreamWritable, newStreamWritableFromWritableStream, newReadableStreamFromStreamReadable,
  newStreamReadableFromReadableStream, newReadableWritablePairFromDuplex, newStreamDuplexFromReadableWritablePair,
};
