// SPDX-License-Identifier: MIT
'use strict';

const { MathMax } = primordials;
// fs.watch (FSWatcher over uv_fs_event) and fs.watchFile (StatWatcher over uv_fs_poll).

const EventEmitter = require('events');
const { UVException } = require('internal/errors');
const { validateBoolean, validateFunction, validateUint32, validateAbortSignal } = require('internal/validators');
const { getOptions, getValidatedPath, restricted } = require('internal/fs/utils');
const { bigints, getStatsFromBinding, numbers } = require('internal/fs/stats');
const { toNamespacedPath } = require('path');

/* ---- fs.watch --------------------------------------------------------------------------------------- */

const kUseBuffer = (encoding) => encoding === 'buffer';

function watchError(status, filename) {
  const error = new UVException({ errno: status, syscall: 'watch', path: filename, message: status === -28 ?
    'System limit for number of file watchers reached' : '' });
  error.filename = filename;
  return error;
}

/** What fs.watch() returns: 'change' (eventType, filename), 'error', 'close'. */
class FSWatcher extends EventEmitter {
  #handle = null;
  #filename;
  #encoding = 'utf8';

  constructor() {
    super();
    const { FSEvent } = internalBinding('fs_event');
    this.#handle = new FSEvent();
    this.#handle.onchange = (status, eventType, filename) => this.#changed(status, eventType, filename);
  }

  #changed(status, eventType, filename) {
    if (status < 0) {
      if (this.#handle !== null) {
        this.#handle.close();
        this.#handle = null;
      }
      this.emit('error', watchError(status, this.#filename));
      return;
    }
    if (filename !== null && !kUseBuffer(this.#encoding)) filename = filename.toString(this.#encoding);
    this.emit('change', eventType, filename);
  }

  /** Internal: begins. Throws when the path cannot be watched. */
  start(filename, persistent, recursive, encoding) {
    if (this.#handle === null) return;
    this.#filename = filename;
    this.#encoding = encoding ?? 'utf8';
    if (!persistent) this.#handle.unref();
    const status = this.#handle.start(filename);
    if (status !== 0) {
      this.#handle.close();
      this.#handle = null;
      throw watchError(status, filename);
    }
  }

  close() {
    if (this.#handle === null) return;
    this.#handle.close();
    this.#handle = null;
    process.nextTick((self) => self.emit('close'), this);
  }

  ref() {
    this.#handle?.ref();
    return this;
  }
  unref() {
    this.#handle?.unref();
    return this;
  }
}

/**
 * Watches a file or directory.
 * @param {string|Buffer|URL} filename
 * @param {object|string} [options] persistent (true), recursive (false), encoding ('utf8'), signal
 * @param {(eventType: 'rename'|'change', filename: string|Buffer|null) => void} [listener]
 */
function watch(filename, options, listener) {
  if (typeof options === 'function') listener = options;
  options = { ...getOptions(options) };
  filename = getValidatedPath(filename);
  if (restricted) require('internal/fs/permission').checkRead(filename);
  if (options.persistent === undefined) options.persistent = true;
  if (options.recursive == null) options.recursive = false;
  else validateBoolean(options.recursive, 'options.recursive');
  if (options.encoding && options.encoding !== 'buffer') require('internal/fs/utils').assertEncoding(options.encoding);
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');

  let watcher;
  if (options.recursive) {
    const { RecursiveWatcher } = require('internal/fs/watch_recursive');
    watcher = new RecursiveWatcher(options);
    watcher.start(filename);
  } else {
    watcher = new FSWatcher();
    watcher.start(toNamespacedPath(filename), options.persistent, false, options.encoding);
  }
  if (listener) watcher.addListener('change', listener);
  if (options.signal) {
    const { signal } = options;
    if (signal.aborted) {
      process.nextTick(() => watcher.close());
    } else {
      const onAbort = () => watcher.close();
      signal.addEventListener('abort', onAbort, { once: true });
      watcher.once('close', () => signal.removeEventListener('abort', onAbort));
    }
  }
  return watcher;
}

/* ---- fs.watchFile ------------------------------------------------------------------------------------ */

/** Polls one path; 'change' (current, previous). */
class StatWatcher extends EventEmitter {
  #handle = null;
  #oldStatus = -1;
  #refs = 1;
  #numbers;

  constructor(bigint) {
    super();
    this.#numbers = bigint ? bigints : numbers;
  }

  /** Internal. */
  start(filename, persistent, interval) {
    if (this.#handle !== null) return;
    const { StatWatcher: Handle } = internalBinding('fs');
    this.#handle = new Handle(this.#numbers === bigints);
    this.#handle.onchange = (status) => this.#changed(status);
    if (!persistent) this.unref();
    validateUint32(interval, 'interval');
    const status = this.#handle.start(filename, interval);
    if (status !== 0) {
      const error = new UVException({ errno: status, syscall: 'watch', path: filename });
      error.filename = filename;
      throw error;
    }
  }

  #changed(status) {
    const v = this.#numbers;
    // Missing before and missing still: no news.
    if (this.#oldStatus === -1 && status === -1 && v[2] === v[2 + 18]) return;
    this.#oldStatus = status;
    this.emit('change', getStatsFromBinding(v, 0), getStatsFromBinding(v, 18));
  }

  stop() {
    if (this.#handle === null) return;
    process.nextTick((self) => self.emit('stop'), this);
    this.#handle.close();
    this.#handle = null;
  }

  /** Internal: for one more, or one fewer, persistent listener. */
  addRef() { if (++this.#refs === 1) this.#handle?.ref(); }
  dropRef() { if (--this.#refs === 0) this.#handle?.unref(); }

  ref() {
    this.#refs = MathMax(this.#refs, 1);
    this.#handle?.ref();
    return this;
  }
  unref() {
    this.#refs = 0;
    this.#handle?.unref();
    return this;
  }
}

const statWatchers = new Map();

function watchFile(filename, options, listener) {
  filename = require('path').resolve(String(getValidatedPath(filename)));
  if (restricted) require('internal/fs/permission').checkRead(filename);
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = null;
  }
  options = { interval: 5007, persistent: true, ...options };
  validateFunction(listener, 'listener');
  let watcher = statWatchers.get(filename);
  if (watcher === undefined) {
    watcher = new StatWatcher(options.bigint);
    watcher.start(filename, options.persistent, options.interval);
    statWatchers.set(filename, watcher);
  } else if (options.persistent) {
    watcher.addRef();
  }
  watcher.addListener('change', listener);
  return watcher;
}

function unwatchFile(filename, listener) {
  filename = require('path').resolve(String(getValidatedPath(filename)));
  const watcher = statWatchers.get(filename);
  if (watcher === undefined) return;
  if (typeof listener === 'function') {
    const before = watcher.listenerCount('change');
    watcher.removeListener('change', listener);
    if (watcher.listenerCount('change') < before) watcher.dropRef();
  } else {
    watcher.removeAllListeners('change');
  }
  if (watcher.listenerCount('change') === 0) {
    watcher.stop();
    statWatchers.delete(filename);
  }
}

module.exports = { FSWatcher, StatWatcher, unwatchFile, watch, watchFile };
