// SPDX-License-Identifier: MIT
'use strict';
// fs.promises.watch(): the events of fs.watch as an async iterator, with a bound on what may queue up.

const { codes: { ERR_FS_WATCH_QUEUE_OVERFLOW } } = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateInteger, validateObject, validateOneOf,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { abortError, assertEncoding, getValidatedPath } = require('internal/fs/utils');

async function* watchIterator(filename, options = kEmptyObject) {
  const recursive = options?.recursive ?? false; // looked at before everything else, as in Node
  validateBoolean(recursive, 'options.recursive');
  const path = getValidatedPath(filename);
  validateObject(options, 'options');
  const {
    persistent = true, encoding = 'utf8', maxQueue = 2048, overflow = 'ignore', signal,
  } = options;
  validateBoolean(persistent, 'options.persistent');
  validateInteger(maxQueue, 'options.maxQueue');
  validateOneOf(overflow, 'options.overflow', ['ignore', 'error']);
  validateAbortSignal(signal, 'options.signal');
  if (encoding && encoding !== 'buffer') {
    validateOneOf(typeof encoding, 'options.encoding', ['string']);
    assertEncoding(encoding);
  }
  if (signal?.aborted) throw abortError(signal);

  const queue = [];
  let wake = null, failed = null;
  const notify = () => {
    wake?.();
    wake = null;
  };
  const fail = (error) => {
    failed = error;
    notify();
  };
  const onAbort = () => fail(abortError(signal));
  const { watch } = require('internal/fs/watchers');
  const watcher = watch(path, { persistent, recursive, encoding });
  watcher.on('change', (eventType, name) => {
    if (queue.length < maxQueue) {
      queue.push({ __proto__: null, eventType, filename: name });
      notify();
    } else if (overflow === 'error') {
      queue.length = 0;
      fail(new ERR_FS_WATCH_QUEUE_OVERFLOW(maxQueue));
    } else {
      process.emitWarning('fs.watch maxQueue exceeded');
    }
  });
  watcher.on('error', fail);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    while (true) {
      while (queue.length > 0 && failed === null) yield queue.shift();
      if (failed !== null) throw failed;
      await new Promise((resolve) => { wake = resolve; });
    }
  } finally {
    watcher.close();
    signal?.removeEventListener('abort', onAbort);
  }
}

module.exports = { watchIterator };
