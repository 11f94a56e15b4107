// SPDX-License-Identifier: MIT
'use strict';
// fs.Utf8Stream: text into a file or descriptor with little ceremony, for loggers. Text gathers in
// pieces of at most maxWrite bytes; at most one piece is being written at a time.

const EventEmitter = require('events');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } } = require('internal/errors');
const {
  validateBoolean, validateFunction, validateObject, validateOneOf, validateString, validateUint32,
} = require('internal/validators');
const { isUint8Array } = require('internal/util/types');
const { dirname } = require('path');
const fs = require('fs');

const BUSY_WAIT = 100;        // ms before EAGAIN is tried again
const MAX_WRITE = 16 * 1024;  // bytes per write
const HIGH_WATER = 16387;     // write() answers false from here on
const noop = () => {};

class Utf8Stream extends EventEmitter {
  #fs;
  #fd = -1;
  #file = null;
  #queue = [];        // pieces of content that wait
  #current = null;    // the bytes being written
  #piece = null;      // what they were in the queue, while all of them are to be written
  #length = 0;        // of all content, waiting or being written
  #opening = false;
  #writing = false;
  #ending = false;
  #destroyed = false;
  #reopening = undefined;  // the file to open when the write in progress is over
  #drainScheduled = false;
  #flushes = 0;       // flush() calls that wait
  #timer = null;
  #options;

  constructor(options) {
    super();
    validateObject(options, 'options');
    const {
      fd, dest, minLength = 0, maxLength = 0, maxWrite = MAX_WRITE, periodicFlush = 0, sync = false, append = true,
      mkdir = false, mode, fsync = false, contentMode = 'utf8', retryEAGAIN = () => true, fs: custom = {},
    } = options;
    validateUint32(minLength, 'options.minLength');
    validateUint32(maxLength, 'options.maxLength');
    validateUint32(maxWrite, 'options.maxWrite');
    validateUint32(periodicFlush, 'options.periodicFlush');
    validateBoolean(sync, 'options.sync');
    validateBoolean(append, 'options.append');
    validateBoolean(mkdir, 'options.mkdir');
    validateBoolean(fsync, 'options.fsync');
    validateOneOf(contentMode, 'options.contentMode', ['utf8', 'buffer']);
    validateFunction(retryEAGAIN, 'options.retryEAGAIN');
    validateObject(custom, 'options.fs');
    this.#fs = {
      __proto__: null, close: fs.close, fsync: fs.fsync, fsyncSync: fs.fsyncSync, mkdir: fs.mkdir,
      mkdirSync: fs.mkdirSync, open: fs.open, openSync: fs.openSync, write: fs.write, writeSync: fs.writeSync, ...custom,
    };
    for (const name in this.#fs) validateFunction(this.#fs[name], `options.fs.${name}`);
    const limit = maxWrite || MAX_WRITE;
    this.#options = {
      minLength, maxLength, maxWrite: limit, periodicFlush, sync, append, mkdir, mode, fsync, contentMode, retryEAGAIN,
    };
    if (minLength >= limit)
      throw new ERR_INVALID_ARG_VALUE('minLength', minLength, `should be smaller than maxWrite (${limit})`);
    if (typeof fd === 'number') {
      this.#fd = fd;
      process.nextTick(() => this.emit('ready'));
    } else if (typeof dest === 'string') {
      this.#open(dest);
    } else {
      throw new ERR_INVALID_ARG_VALUE('options', options, 'Utf8Stream supports only file descriptors and files');
    }
    this.on('newListener', (name) => { if (name === 'drain') this.#drainScheduled = false; });
    if (periodicFlush > 0) this.#timer = setInterval(() => this.flush(noop), periodicFlush).unref();
  }

  get append() { return this.#options.append; }
  get contentMode() { return this.#options.contentMode; }
  get fd() { return this.#fd; }
  get file() { return this.#file; }
  get fsync() { return this.#options.fsync; }
  get maxLength() { return this.#options.maxLength; }
  get minLength() { return this.#options.minLength; }
  get mkdir() { return this.#options.mkdir; }
  get mode() { return this.#options.mode; }
  get periodicFlush() { return this.#options.periodicFlush; }
  get sync() { return this.#options.sync; }
  get writing() { return this.#writing; }

  /* ---- opening --------------------------------------------------------------------------------- */

  #open(file) {
    const { append, mkdir, mode, sync } = this.#options;
    const flags = append ? 'a' : 'w';
    this.#opening = true;
    this.#writing = true;
    this.#drainScheduled = false;
    this.#file = file;
    if (sync) {
      try {
        if (mkdir) this.#fs.mkdirSync(dirname(file), { recursive: true });
        this.#opened(null, this.#fs.openSync(file, flags, mode));
      } catch (error) {
        this.#opened(error);
        throw error;
      }
      return;
    }
    const open = () => this.#fs.open(file, flags, mode, (error, fd) => this.#opened(error, fd));
    if (mkdir) this.#fs.mkdir(dirname(file), { recursive: true }, (error) => (error ? this.#opened(error) : open()));
    else open();
  }

  #opened(error, fd) {
    const { minLength, sync } = this.#options;
    this.#opening = false;
    this.#writing = false;
    if (error) {
      if (sync) process.nextTick(() => { if (this.listenerCount('error') > 0) this.emit('error', error); });
      else this.emit('error', error);
      return;
    }
    const old = this.#fd;
    this.#fd = fd;
    if (old >= 0 && old !== fd) this.#fs.close(old, (failed) => { if (failed) this.emit('error', failed); });
    if (sync) process.nextTick(() => this.emit('ready'));
    else this.emit('ready');
    if (this.#destroyed) return;
    if (this.#writing) return;
    if (this.#length > minLength || this.#flushes > 0) this.#writeNext();
    else if (old >= 0) this.#tellDrain(); // reopened
  }

  /** Opens the file again, or another one: log rotation. */
  reopen(file) {
    this.#checkAlive();
    if (this.#opening) {
      this.once('ready', () => this.reopen(file));
      return;
    }
    if (this.#ending) return;
    if (this.#file === null) throw new ERR_INVALID_STATE('Unable to reopen a file descriptor, you must pass a file to Utf8Stream');
    if (file) this.#file = file;
    if (this.#writing) this.#reopening = this.#file;
    else this.#open(this.#file);
  }

  /* ---- writing ------------------------------------------------------------------------------------- */

  #checkAlive() {
    if (this.#destroyed) throw new ERR_INVALID_STATE('Utf8Stream is destroyed');
  }

  /** @returns {boolean} false: better wait for 'drain' */
  write(data) {
    this.#checkAlive();
    const { contentMode, maxLength, maxWrite, minLength } = this.#options;
    if (contentMode === 'utf8') validateString(data, 'data');
    else if (!isUint8Array(data)) throw new ERR_INVALID_ARG_TYPE('data', ['Buffer', 'Uint8Array'], data);
    if (maxLength > 0 && this.#length + data.length > maxLength) {
      this.emit('drop', data);
      return this.#length < HIGH_WATER;
    }
    const queue = this.#queue, last = queue.length - 1;
    if (contentMode === 'utf8' && last >= 0 && queue[last].length + data.length <= maxWrite) queue[last] += data;
    else queue.push(data);
    this.#length += data.length;
    if (!this.#writing && this.#length >= minLength) this.#writeNext();
    return this.#length < HIGH_WATER;
  }

  // The next bytes to write: what is left of a piece, or the next one.
  #next() {
    if (this.#current === null) {
      const piece = this.#queue.shift() ?? '';
      this.#length -= piece.length;
      this.#current = typeof piece === 'string' ? Buffer.from(piece) : piece;
      this.#piece = piece;
    }
    return this.#current;
  }

  // A piece of which nothing was written waits again, and may grow.
  #putBack() {
    if (this.#piece === null) return;
    this.#queue.unshift(this.#piece);
    this.#length += this.#piece.length;
    this.#current = null;
  }

  #writeNext() {
    this.#writing = true;
    const bytes = this.#next();
    if (this.#options.sync) {
      this.#writeSync();
      return;
    }
    this.#fs.write(this.#fd, bytes, 0, bytes.length, (error, n) => {
      if (error) return this.#failed(error);
      this.#advance(n);
      if (this.#current !== null) this.#writeNext();
      else this.#written();
    });
  }

  #writeSync() {
    while (this.#current !== null) {
      let n;
      try {
        n = this.#fs.writeSync(this.#fd, this.#current, 0, this.#current.length);
      } catch (error) {
        this.#failed(error);
        return;
      }
      this.#advance(n);
    }
    this.#written();
  }

  #advance(n = this.#current.length) {
    this.emit('write', n);
    if (n > 0) this.#piece = null;
    this.#current = n >= this.#current.length ? null : this.#current.subarray(n);
  }

  #mayRetry(error) {
    return (error.code === 'EAGAIN' || error.code === 'EBUSY') &&
      this.#options.retryEAGAIN(error, this.#current.length, this.#length);
  }

  #failed(error) {
    if (!this.#mayRetry(error)) {
      this.#writing = false;
      this.emit('error', error);
    } else if (this.#options.sync) {
      sleep(BUSY_WAIT);
      this.#writeSync();
    } else {
      setTimeout(() => this.#writeNext(), BUSY_WAIT);
    }
  }

  // A piece is out. What is next?
  #written() {
    const { fsync, minLength } = this.#options;
    if (fsync) {
      try {
        this.#fs.fsyncSync(this.#fd);
      } catch (error) {
        this.#writing = false;
        this.emit('error', error);
        return;
      }
    }
    if (this.#reopening !== undefined) {
      const file = this.#reopening;
      this.#reopening = undefined;
      this.#writing = false;
      this.#open(file);
    } else if (this.#length > minLength || (this.#length > 0 && (this.#ending || this.#flushes > 0))) {
      this.#writeNext();
    } else if (this.#ending) {
      this.#writing = false;
      this.#close();
    } else {
      this.#writing = false;
      this.#tellDrain();
    }
  }

  #tellDrain() {
    if (!this.#options.sync) {
      this.emit('drain');
    } else if (!this.#drainScheduled) {
      this.#drainScheduled = true;
      process.nextTick(() => this.#emitDrain());
    }
  }

  #emitDrain() {
    if (this.listenerCount('drain') === 0) return;
    this.#drainScheduled = false;
    this.emit('drain');
  }

  /** Writes what has gathered, and syncs it to disk; then calls back. */
  flush(callback) {
    if (callback != null) validateFunction(callback, 'cb');
    if (this.#destroyed) {
      const error = new ERR_INVALID_STATE('Utf8Stream is destroyed');
      if (!callback) throw error;
      callback(error);
      return;
    }
    if (this.#options.minLength <= 0) {
      callback?.();
      return;
    }
    if (callback) this.#afterDrain(callback);
    if (this.#writing) return;
    if (this.#queue.length === 0) this.#queue.push('');
    this.#writeNext();
  }

  #afterDrain(callback) {
    this.#flushes++;
    const finish = (error) => {
      this.#flushes--;
      if (error && error.code !== 'EBADF') callback(error);
      else callback();
    };
    const onDrain = () => {
      this.removeListener('error', onError);
      if (this.#options.fsync || this.#destroyed) return finish();
      try {
        this.#fs.fsync(this.#fd, finish);
      } catch (error) {
        finish(error);
      }
    };
    const onError = (error) => {
      this.removeListener('drain', onDrain);
      finish(error);
    };
    this.once('drain', onDrain);
    this.once('error', onError);
  }

  /** Writes everything now. */
  flushSync() {
    this.#checkAlive();
    if (this.#fd < 0) throw new ERR_INVALID_STATE('Invalid file descriptor');
    while (this.#queue.length > 0 || (this.#current !== null && !this.#writing)) {
      // What the pool is writing stays with it.
      const busy = this.#writing ? this.#current : null;
      if (busy !== null) this.#current = null;
      const bytes = this.#next();
      let n;
      try {
        n = this.#fs.writeSync(this.#fd, bytes, 0, bytes.length) ?? bytes.length;
      } catch (error) {
        if (!this.#mayRetry(error)) {
          if (busy === null) this.#putBack();
          else this.#current = busy;
          throw error;
        }
        sleep(BUSY_WAIT);
        n = 0;
      }
      const rest = n >= bytes.length ? null : bytes.subarray(n);
      if (n > 0) this.#piece = null;
      this.#current = busy ?? rest;
      if (busy !== null && rest !== null) {
        this.#queue.unshift(rest);
        this.#length += rest.length;
      }
    }
    try {
      this.#fs.fsyncSync(this.#fd);
    } catch {
      // Not every descriptor can be synced.
    }
  }

  /* ---- the end ------------------------------------------------------------------------------------- */

  end() {
    this.#checkAlive();
    if (this.#opening) {
      this.once('ready', () => this.end());
      return;
    }
    if (this.#ending) return;
    this.#ending = true;
    if (this.#writing) return;
    if (this.#length > 0 && this.#fd >= 0) this.#writeNext();
    else this.#close();
  }

  /** Closes at once; what has not been written is lost. */
  destroy() {
    if (!this.#destroyed) this.#close();
  }

  #close() {
    if (this.#fd === -1) {
      this.once('ready', () => this.#close());
      return;
    }
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#destroyed = true;
    this.#queue = [];
    this.#length = 0;
    const fd = this.#fd;
    const done = (error) => {
      if (error) {
        this.emit('error', error);
        return;
      }
      if (this.#ending && !this.#writing) this.emit('finish');
      this.emit('close');
    };
    const closeFd = () => (fd === 1 || fd === 2 ? done() : this.#fs.close(fd, done));
    if (this.#options.fsync) {
      closeFd();
      return;
    }
    try {
      this.#fs.fsync(fd, closeFd);
    } catch {
      closeFd();
    }
  }

  [Symbol.dispose]() { this.destroy(); }
}

function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

module.exports = { Utf8Stream };
