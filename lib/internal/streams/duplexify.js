// SPDX-License-Identifier: MIT
// Duplex.from: makes a Duplex of a stream, a pair, a function, an iterable, a promise or a Blob.
'use strict';

const Duplex = require('internal/streams/duplex');
const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');
const from = require('internal/streams/from');
const {
  AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE },
} = require('internal/errors');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end-of-stream');
const {
  isDuplexNodeStream, isIterable, isNodeStream, isReadable, isReadableNodeStream, isReadableStream, isWritable,
  isWritableNodeStream, isWritableStream,
} = require('internal/streams/utils');

const { nextTick } = process;

// A Duplex that does not wait for a side it does not have.
class Duplexify extends Duplex {
  constructor(options) {
    super(options);
    if (options?.readable === false) {
      this._readableState.readable = false;
      this._readableState.ended = true;
      this._readableState.endEmitted = true;
    }
    if (options?.writable === false) {
      this._writableState.writable = false;
      this._writableState.ending = true;
      this._writableState.ended = true;
      this._writableState.finished = true;
    }
  }
}

module.exports = function duplexify(body, name) {
  if (isDuplexNodeStream(body)) return body;
  if (isReadableNodeStream(body)) return fromPair({ readable: body });
  if (isWritableNodeStream(body)) return fromPair({ writable: body });
  if (isNodeStream(body)) return fromPair({ writable: false, readable: false });
  if (isReadableStream(body)) return fromPair({ readable: Readable.fromWeb(body) });
  if (isWritableStream(body)) return fromPair({ writable: Writable.fromWeb(body) });
  if (typeof body === 'function') return fromFunction(body, name);
  if (typeof body?.arrayBuffer === 'function') return duplexify(blobValues(body));
  if (isIterable(body)) return from(Duplexify, body, { objectMode: true, writable: false });
  if (isReadableStream(body?.readable) && isWritableStream(body?.writable)) return Duplexify.fromWeb(body);
  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') return fromSides(body);
  if (typeof body?.then === 'function') return fromPromise(body);
  throw new ERR_INVALID_ARG_TYPE(name, [
    'Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable', 'AsyncIterable', 'Function',
    '{ readable, writable } pair', 'Promise',
  ], body);
};

async function* blobValues(blob) {
  yield await blob.arrayBuffer();
}

function fromSides(body) {
  const side = (value, is) => (value ? (is(value) ? value : module.exports(value)) : undefined);
  return fromPair({
    readable: side(body.readable, isReadableNodeStream),
    writable: side(body.writable, isWritableNodeStream),
  });
}

function fromPromise(body) {
  let d; // eslint-disable-line prefer-const
  body.then((value) => {
    if (value != null) d.push(value);
    d.push(null);
  }, (error) => destroyer(d, error));
  d = new Duplexify({ objectMode: true, writable: false, read() {} });
  return d;
}

function fromFunction(body, name) {
  const { value, release, write, final, destroy } = asyncGenerator(body);
  if (isIterable(value)) return from(Duplexify, value, { objectMode: true, write, final, [from.kRelease]: release });
  const then = value?.then;
  if (typeof then === 'function') {
    let d; // eslint-disable-line prefer-const
    let ending = false;
    const promise = then.call(value, (result) => {
      if (result != null) throw new ERR_INVALID_RETURN_VALUE('nully', 'body', result);
      if (!ending) destroyer(d); // nobody takes what is still to be written
    }, (error) => destroyer(d, error));
    d = new Duplexify({
      objectMode: true,
      readable: false,
      write,
      final(callback) {
        ending = true;
        final(async () => {
          try {
            await promise;
            nextTick(callback, null);
          } catch (error) {
            nextTick(callback, error);
          }
        });
      },
      destroy,
    });
    return d;
  }
  throw new ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or AsyncFunction', name, value);
}

// Calls fn with an async generator of what is written.
function asyncGenerator(fn) {
  let { promise, resolve } = Promise.withResolvers();
  const controller = new AbortController();
  const { signal } = controller;
  const value = fn((async function* written() {
    while (true) {
      const current = promise;
      promise = null;
      const { chunk, done, callback } = await current;
      nextTick(callback);
      if (done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      ({ promise, resolve } = Promise.withResolvers());
      yield chunk;
    }
  })(), { signal });
  // Whoever waits for more would wait for ever, and so would the reading side.
  function release() {
    controller.abort();
    resolve?.({ done: true, callback() {} });
    resolve = null;
  }
  return {
    value,
    release,
    write(chunk, encoding, callback) {
      const settle = resolve;
      resolve = null;
      settle({ chunk, done: false, callback });
    },
    final(callback) {
      const settle = resolve;
      resolve = null;
      settle({ done: true, callback });
    },
    destroy(error, callback) {
      release();
      callback(error);
    },
  };
}

// A readable and a writable as one.
function fromPair(pair) {
  const r = pair.readable && typeof pair.readable.read !== 'function' ? Readable.wrap(pair.readable) : pair.readable;
  const w = pair.writable;
  let readable = !!isReadable(r);
  let writable = !!isWritable(w);
  let onDrain;
  let onFinish;
  let onReadable;
  let onClose;
  let d; // eslint-disable-line prefer-const

  function onFinished(error) {
    const callback = onClose;
    onClose = null;
    if (callback) callback(error);
    else if (error) d.destroy(error);
  }
  d = new Duplexify({
    readableObjectMode: !!r?.readableObjectMode,
    writableObjectMode: !!w?.writableObjectMode,
    readable,
    writable,
  });
  if (writable) {
    eos(w, (error) => {
      writable = false;
      if (error) destroyer(r, error);
      onFinished(error);
    });
    d._write = function write(chunk, encoding, callback) {
      if (w.write(chunk, encoding)) callback();
      else onDrain = callback;
    };
    d._final = function final(callback) {
      w.end();
      onFinish = callback;
    };
    w.on('drain', () => {
      if (onDrain) {
        const callback = onDrain;
        onDrain = null;
        callback();
      }
    });
    w.on('finish', () => {
      if (onFinish) {
        const callback = onFinish;
        onFinish = null;
        callback();
      }
    });
  }
  if (readable) {
    eos(r, (error) => {
      readable = false;
      if (error) destroyer(r, error);
      onFinished(error);
    });
    r.on('readable', () => {
      if (onReadable) {
        const callback = onReadable;
        onReadable = null;
        callback();
      }
    });
    r.on('end', () => d.push(null));
    d._read = function read() {
      while (true) {
        const chunk = r.read();
        if (chunk === null) {
          onReadable = d._read;
          return;
        }
        if (!d.push(chunk)) return;
      }
    };
  }
  d._destroy = function destroy(error, callback) {
    if (!error && onClose !== null) error = new AbortError();
    onReadable = null;
    onDrain = null;
    onFinish = null;
    if (onClose === null) {
      callback(error);
    } else {
      onClose = callback;
      destroyer(w, error);
      destroyer(r, error);
    }
  };
  return d;
}
