// SPDX-License-Identifier: MIT
// stream.finished: tells once when a stream is done with, whatever kind it is and however it ended.
'use strict';

const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE },
} = require('internal/errors');
const { kEmptyObject, once } = require('internal/util');
const { validateAbortSignal, validateBoolean, validateFunction, validateObject } = require('internal/validators');
const {
  isClosed, isNodeStream, isReadable, isReadableErrored, isReadableFinished, isReadableNodeStream,
  isReadableStream, isWritable, isWritableErrored, isWritableFinished, isWritableNodeStream,
  isWritableStream, willEmitClose, kIsClosedPromise,
} = require('internal/streams/utils');

const { nextTick } = process;
const noop = () => {};

function isRequest(stream) {
  return stream.setHeader && typeof stream.abort === 'function';
}

function bindContext(callback) {
  const { AsyncResource } = require('async_hooks');
  return AsyncResource.bind(callback, 'STREAM_END_OF_STREAM');
}

/**
 * @param {Stream} stream
 * @param {{error?: boolean, readable?: boolean, writable?: boolean, signal?: AbortSignal, cleanup?: boolean}} [options]
 * @param {Function} callback (error)
 * @returns {Function} takes the listeners away
 */
function eos(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = kEmptyObject;
  } else if (options == null) {
    options = kEmptyObject;
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  validateAbortSignal(options.signal, 'options.signal');
  if (internalsNeedContext()) callback = bindContext(callback);
  callback = once(callback);
  if (isReadableStream(stream) || isWritableStream(stream)) return eosWeb(stream, options, callback);
  if (!isNodeStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return eosNode(stream, options, callback);
}

// Only with an AsyncLocalStorage frame or hooks does the context of the callback matter.
function internalsNeedContext() {
  const { getAsyncContextFrame, enabledHooksExist } = require('internal/async_hooks');
  return getAsyncContextFrame() !== undefined || enabledHooksExist();
}

function eosNode(stream, options, callback) {
  const readable = options.readable ?? isReadableNodeStream(stream);
  const writable = options.writable ?? isWritableNodeStream(stream);
  const w = stream._writableState;
  const r = stream._readableState;
  let willClose = willEmitClose(stream) &&
    isReadableNodeStream(stream) === readable && isWritableNodeStream(stream) === writable;
  let writableFinished = isWritableFinished(stream, false);
  let readableFinished = isReadableFinished(stream, false);

  const onlegacyfinish = () => {
    if (!stream.writable) onfinish();
  };
  const onfinish = () => {
    writableFinished = true;
    if (stream.destroyed) willClose = false; // autoDestroy may be off: 'close' need not come
    if (willClose && (!stream.readable || readable)) return;
    if (!readable || readableFinished) callback.call(stream);
  };
  const onend = () => {
    readableFinished = true;
    if (stream.destroyed) willClose = false;
    if (willClose && (!stream.writable || writable)) return;
    if (!writable || writableFinished) callback.call(stream);
  };
  const onerror = (error) => callback.call(stream, error);

  let closed = isClosed(stream);
  const onclose = () => {
    closed = true;
    const errored = isWritableErrored(stream) || isReadableErrored(stream);
    if (errored && typeof errored !== 'boolean') return callback.call(stream, errored);
    if (readable && !readableFinished && isReadableNodeStream(stream, true) && !isReadableFinished(stream, false)) {
      return callback.call(stream, new ERR_STREAM_PREMATURE_CLOSE());
    }
    if (writable && !writableFinished && !isWritableFinished(stream, false)) {
      return callback.call(stream, new ERR_STREAM_PREMATURE_CLOSE());
    }
    callback.call(stream);
  };
  const onclosed = () => {
    closed = true;
    const errored = isWritableErrored(stream) || isReadableErrored(stream);
    if (errored && typeof errored !== 'boolean') return callback.call(stream, errored);
    callback.call(stream);
  };
  const onrequest = () => stream.req.on('finish', onfinish);

  // What has ended by now is told in the next tick, and nothing is listened to for it.
  let told;
  if (closed) {
    told = onclose;
  } else if (w?.errorEmitted || r?.errorEmitted) {
    if (!willClose) told = onclosed;
  } else if (!readable && (!willClose || isReadable(stream)) && (writableFinished || isWritable(stream) === false) &&
             (w == null || w.pendingcb === undefined || w.pendingcb === 0)) {
    told = onclosed;
  } else if (!writable && (!willClose || isWritable(stream)) && (readableFinished || isReadable(stream) === false)) {
    told = onclosed;
  } else if (r && stream.req && stream.aborted) {
    told = onclosed;
  }
  if (told !== undefined) {
    const ignore = () => {};
    if (options.error !== false) stream.on('error', ignore);
    nextTick(told);
    return () => {
      callback = noop;
      stream.removeListener('error', ignore);
    };
  }

  if (isRequest(stream)) {
    stream.on('complete', onfinish);
    if (!willClose) stream.on('abort', onclose);
    if (stream.req) onrequest();
    else stream.on('request', onrequest);
  } else if (writable && !w) { // old streams
    stream.on('end', onlegacyfinish);
    stream.on('close', onlegacyfinish);
  }
  if (!willClose && typeof stream.aborted === 'boolean') stream.on('aborted', onclose);
  stream.on('end', onend);
  stream.on('finish', onfinish);
  if (options.error !== false) stream.on('error', onerror);
  stream.on('close', onclose);

  const cleanup = () => {
    callback = noop;
    stream.removeListener('aborted', onclose);
    stream.removeListener('complete', onfinish);
    stream.removeListener('abort', onclose);
    stream.removeListener('request', onrequest);
    if (stream.req) stream.req.removeListener('finish', onfinish);
    stream.removeListener('end', onlegacyfinish);
    stream.removeListener('close', onlegacyfinish);
    stream.removeListener('finish', onfinish);
    stream.removeListener('end', onend);
    stream.removeListener('error', onerror);
    stream.removeListener('close', onclose);
  };
  if (options.signal) {
    callback = withSignal(stream, options.signal, callback, cleanup, (replacement) => { callback = replacement; });
  }
  return cleanup;
}

// Wires an abort signal; returns the callback to use, which takes the listener away again.
function withSignal(stream, signal, callback, cleanup, replace) {
  const abort = () => {
    cleanup();
    replace(noop);
    callback.call(stream, new AbortError(undefined, { cause: signal.reason }));
  };
  if (signal.aborted) {
    nextTick(abort);
    return callback;
  }
  const { addAbortListener } = require('events');
  const disposable = addAbortListener(signal, abort);
  return once(function(...args) {
    disposable[Symbol.dispose]();
    callback.apply(stream, args);
  });
}

function eosWeb(stream, options, callback) {
  let aborted = false;
  let abort = noop;
  if (options.signal) {
    abort = () => {
      aborted = true;
      callback.call(stream, new AbortError(undefined, { cause: options.signal.reason }));
    };
    if (options.signal.aborted) {
      nextTick(abort);
    } else {
      const { addAbortListener } = require('events');
      const disposable = addAbortListener(options.signal, abort);
      const original = callback;
      callback = once((...args) => {
        disposable[Symbol.dispose]();
        original.apply(stream, args);
      });
    }
  }
  const done = (...args) => {
    if (!aborted) nextTick(() => callback.apply(stream, args));
  };
  stream[kIsClosedPromise].promise.then(() => done(), done);
  return noop;
}

/** Promise form; options.cleanup takes the listeners away when settled. */
function finished(stream, options) {
  let autoCleanup = false;
  if (options === null) options = kEmptyObject;
  if (options?.cleanup) {
    validateBoolean(options.cleanup, 'cleanup');
    autoCleanup = options.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanup = eos(stream, options, (error) => {
      if (autoCleanup) cleanup();
      if (error) reject(error);
      else resolve();
    });
  });
}

module.exports = { eos, finished };
