// SPDX-License-Identifier: MIT
'use strict';
// FileHandle.readableWebStream(): a byte stream that reads on demand, and closes with its handle.

const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/util');

const CHUNK = 16384;

function readableWebStream(handle, options = kEmptyObject, { kLocked, kRef, kUnref }) {
  if (handle.fd === -1) throw new ERR_INVALID_STATE('The FileHandle is closed');
  if (handle[kLocked]) throw new ERR_INVALID_STATE('The FileHandle is locked');
  handle[kLocked] = true;
  validateObject(options, 'options');
  const { type = 'bytes', autoClose = false } = options;
  validateBoolean(autoClose, 'options.autoClose');
  if (type !== 'bytes')
    process.emitWarning('A non-"bytes" options.type has no effect. A byte-oriented steam is always created.',
      'ExperimentalWarning');

  const { ReadableStream } = require('internal/webstreams/readablestream');
  let controller = null, open = true;
  const done = async () => {
    if (!open) return;
    open = false;
    handle.removeListener('close', onClose);
    handle[kLocked] = false;
    handle[kUnref]();
    if (autoClose) await handle.close();
  };
  function onClose() {
    if (!open) return;
    try {
      controller.close();
    } catch {
      // It is closed or has failed already.
    }
    controller.byobRequest?.respond(0);
    done();
  }
  const stream = new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: CHUNK,
    start(c) { controller = c; },
    async pull(c) {
      const { view } = c.byobRequest;
      let bytesRead;
      try {
        ({ bytesRead } = await handle.read(view, 0, view.byteLength));
      } catch (error) {
        await done();
        throw error;
      }
      if (!open) return;
      if (bytesRead === 0) {
        c.close();
        c.byobRequest.respond(0);
        await done();
      } else {
        c.byobRequest.respond(bytesRead);
      }
    },
    async cancel() { await done(); },
  });
  handle[kRef]();
  handle.once('close', onClose);
  return stream;
}

module.exports = { readableWebStream };
