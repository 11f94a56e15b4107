// SPDX-License-Identifier: MIT
// stream.addAbortSignal(signal, stream): aborting destroys the stream.
'use strict';

const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { isNodeStream, isWebStream, kControllerErrorFunction } = require('internal/streams/utils');
const { validateAbortSignal } = require('internal/validators');

/** Checked form. @returns the stream */
function addAbortSignal(signal, stream) {
  validateAbortSignal(signal, 'signal');
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  if (!isNodeStream(stream) && !isWebStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return addAbortSignalNoValidate(signal, stream);
}

function addAbortSignalNoValidate(signal, stream) {
  if (typeof signal !== 'object' || !('aborted' in signal)) return stream;
  const onAbort = isNodeStream(stream) ?
    () => stream.destroy(new AbortError(undefined, { cause: signal.reason })) :
    () => stream[kControllerErrorFunction](new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    onAbort();
  } else {
    const { addAbortListener } = require('events');
    const { eos } = require('internal/streams/end-of-stream');
    const disposable = addAbortListener(signal, onAbort);
    eos(stream, disposable[Symbol.dispose].bind(disposable));
  }
  return stream;
}

module.exports = { addAbortSignal, addAbortSignalNoValidate };
