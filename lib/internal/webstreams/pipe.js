// SPDX-License-Identifier: MIT
// ReadableStream.prototype.pipeTo (WHATWG Streams §4.9.1, "ReadableStreamPipeTo").
'use strict';

const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { kState, deferred, markHandled, noop } = require('internal/webstreams/util');
const { ReadableStreamDefaultReader, defaultRead, defaultReaderRelease, cancelStream } =
  require('internal/webstreams/readablestream');
const {
  WritableStreamDefaultWriter, writableStreamAbort, closeQueuedOrInFlight, writerWrite, writerRelease, writerDesiredSize,
  writerCloseWithErrorPropagation,
} = require('internal/webstreams/writablestream');

/** Both streams are unlocked. @returns {Promise<undefined>} */
function pipeTo(source, dest, { preventClose, preventAbort, preventCancel, signal }) {
  const reader = new ReadableStreamDefaultReader(source);
  const writer = new WritableStreamDefaultWriter(dest);
  source[kState].disturbed = true;
  const done = deferred();
  let shuttingDown = false;
  let currentWrite = Promise.resolve();
  let abortListener;

  function finalize(isError, error) {
    writerRelease(writer);
    defaultReaderRelease(reader);
    abortListener?.[Symbol.dispose]();
    if (isError) done.reject(error);
    else done.resolve();
  }
  // What has been read is written first.
  function afterWrites() {
    const write = currentWrite;
    return write.then(noop, noop).then(() => (write !== currentWrite ? afterWrites() : undefined));
  }
  function shutdownWithAction(action, isError, error) {
    if (shuttingDown) return;
    shuttingDown = true;
    const run = () => {
      Promise.resolve(action()).then(() => finalize(isError, error), (e) => finalize(true, e));
    };
    if (dest[kState].state === 'writable' && !closeQueuedOrInFlight(dest)) afterWrites().then(run);
    else run();
  }
  function shutdown(isError, error) {
    if (shuttingDown) return;
    shuttingDown = true;
    if (dest[kState].state === 'writable' && !closeQueuedOrInFlight(dest)) afterWrites().then(() => finalize(isError, error));
    else finalize(isError, error);
  }

  if (signal !== undefined) {
    const onAbort = () => {
      const { reason } = signal;
      shutdownWithAction(() => {
        const actions = [];
        if (!preventAbort) {
          actions.push(dest[kState].state === 'writable' ? writableStreamAbort(dest, reason) : Promise.resolve());
        }
        if (!preventCancel) {
          actions.push(source[kState].state === 'readable' ? cancelStream(source, reason) : Promise.resolve());
        }
        return Promise.all(actions);
      }, true, reason);
    };
    if (signal.aborted) {
      onAbort();
      return done.promise;
    }
    abortListener = require('events').addAbortListener(signal, onAbort);
  }

  // The four ways in which one side ends the other.
  function watch(stream, promise, onErrored, onClosed) {
    if (stream[kState].state === 'errored') onErrored(stream[kState].storedError);
    else if (stream[kState].state === 'closed') onClosed();
    else promise.then(onClosed, onErrored);
  }
  watch(source, reader[kState].closed.promise, (error) => {
    if (!preventAbort) shutdownWithAction(() => writableStreamAbort(dest, error), true, error);
    else shutdown(true, error);
  }, () => {
    if (!preventClose) shutdownWithAction(() => writerCloseWithErrorPropagation(writer), false);
    else shutdown(false);
  });
  watch(dest, writer[kState].closed.promise, (error) => {
    if (!preventCancel) shutdownWithAction(() => cancelStream(source, error), true, error);
    else shutdown(true, error);
  }, noop);
  if (closeQueuedOrInFlight(dest) || dest[kState].state === 'closed') {
    const error = new ERR_INVALID_STATE.TypeError('Destination WritableStream is closed');
    if (!preventCancel) shutdownWithAction(() => cancelStream(source, error), true, error);
    else shutdown(true, error);
  }

  // One step: waits for room, reads, writes. True at the end.
  async function step() {
    if (shuttingDown) return true;
    if (writerDesiredSize(writer) <= 0) await writer[kState].ready.promise;
    if (shuttingDown) return true;
    return new Promise((resolve, reject) => {
      defaultRead(reader, {
        chunk(value) {
          currentWrite = writerWrite(writer, value);
          markHandled(currentWrite);
          resolve(false);
        },
        close: () => resolve(true),
        error: reject,
      });
    });
  }
  async function loop() {
    while (!(await step()));
  }
  loop().then(noop, noop);
  return done.promise;
}

module.exports = { pipeTo };
