// SPDX-License-Identifier: MIT
'use strict';
// fs.Dir and fs.opendir. A Dir reads `bufferSize` entries per pool job; operations on one Dir run one
// after the other. Recursive walks keep a list of directories still to be opened.

const {
  codes: { ERR_DIR_CLOSED, ERR_DIR_CONCURRENT_OPERATION, ERR_MISSING_ARGS },
} = require('internal/errors');
const { validateFunction, validateUint32 } = require('internal/validators');
const { binding, getOptions, getValidatedPath, kUsePromises, nameCode, nameDecoder } = require('internal/fs/utils');
const { Dirent, joinPath } = require('internal/fs/dirent');
const { initHooksExist } = require('internal/async_hooks');
const { withStack } = require('internal/fs/filehandle');

const kDirents = 32;

function newDir(handle, path, options) {
  if (initHooksExist()) require('internal/async_resources').announce('DIRHANDLE');
  try {
    return new Dir(handle, path, options);
  } catch (error) {
    handle.close(); // wrong options are told after it was opened
    throw error;
  }
}

class Dir {
  #handle;
  #path;
  #encoding;
  #decode;
  #bufferSize = kDirents;
  #recursive = false;
  #entries = [];
  #pending = [];        // directories below, still to be read
  #current;             // the path of the directory that is being read
  #closed = false;
  #queue = null;        // operations that wait for the one in progress
  #close;
  #read;

  constructor(handle, path, options) {
    if (handle == null) throw new ERR_MISSING_ARGS('handle');
    this.#handle = handle;
    this.#path = path;
    this.#current = path;
    const { encoding, bufferSize, recursive } = getOptions(options, { encoding: 'utf8' });
    this.#encoding = nameCode(encoding);
    this.#decode = nameDecoder(encoding);
    if (bufferSize !== undefined) {
      validateUint32(bufferSize, 'options.bufferSize', true);
      this.#bufferSize = bufferSize;
    }
    this.#recursive = Boolean(recursive);
    const { promisify } = require('internal/util');
    this.#read = promisify((cb) => this.#readAsync(cb));
    this.#close = promisify((cb) => this.close(cb));
  }

  get path() { return this.#path; }

  // Turns what C gave into Dirents, and notes the directories.
  #take(list) {
    for (let i = 0; i < list.length; i += 2) {
      const name = this.#decode === null ? list[i] : this.#decode(list[i]);
      const entry = new Dirent(name, list[i + 1], this.#current);
      this.#entries.push(entry);
      if (this.#recursive && entry.isDirectory()) this.#pending.push(joinPath(this.#current, list[i]));
    }
  }

  /** The next entry, or null at the end. Without callback: a promise. */
  read(callback) {
    if (callback === undefined) return this.#read();
    validateFunction(callback, 'callback');
    this.#readAsync(callback);
  }

  #readAsync(callback) {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#queue !== null) {
      this.#queue.push(() => this.#readAsync(callback));
      return;
    }
    if (this.#entries.length > 0) {
      const entry = this.#entries.shift();
      process.nextTick(callback, null, entry);
      return;
    }
    this.#queue = [];
    this.#fill((error) => {
      const entry = error ? null : this.#entries.shift() ?? null;
      this.#next();
      if (error) callback(error);
      else callback(null, entry);
    });
  }

  // Reads until there is an entry or nothing is left.
  #fill(done) {
    this.#handle.read(this.#encoding, this.#bufferSize, (error, list) => {
      if (error) return done(error);
      if (list !== null) {
        this.#take(list);
        return done(null);
      }
      if (this.#pending.length === 0) return done(null);
      const path = this.#pending.shift();
      binding.opendir(path, (openError, handle) => {
        if (openError) return done(openError);
        this.#handle.close(() => {
          this.#handle = handle;
          this.#current = path;
          this.#fill(done);
        });
      });
    });
  }

  // Starts what waited, in order, until one of them is asynchronous again.
  #next() {
    const queue = this.#queue;
    this.#queue = null;
    for (const operation of queue) {
      if (this.#queue !== null) {
        this.#queue.push(operation);
        continue;
      }
      process.nextTick(operation);
    }
  }

  readSync() {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#queue !== null) throw new ERR_DIR_CONCURRENT_OPERATION();
    while (this.#entries.length === 0) {
      const list = this.#handle.read(this.#encoding, this.#bufferSize);
      if (list !== null) {
        this.#take(list);
      } else if (this.#pending.length > 0) {
        const path = this.#pending.shift();
        const handle = binding.opendir(path);
        this.#handle.close();
        this.#handle = handle;
        this.#current = path;
      } else {
        return null;
      }
    }
    return this.#entries.shift();
  }

  close(callback) {
    if (callback === undefined) {
      if (this.#closed) return Promise.reject(new ERR_DIR_CLOSED());
      return this.#close();
    }
    validateFunction(callback, 'callback');
    if (this.#closed) {
      process.nextTick(callback, new ERR_DIR_CLOSED());
      return;
    }
    if (this.#queue !== null) {
      this.#queue.push(() => this.close(callback));
      return;
    }
    this.#closed = true;
    this.#handle.close(callback);
  }

  closeSync() {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#queue !== null) throw new ERR_DIR_CONCURRENT_OPERATION();
    this.#closed = true;
    this.#handle.close();
  }

  async* entries() {
    try {
      while (true) {
        const entry = await this.#read();
        if (entry === null) break;
        yield entry;
      }
    } finally {
      await this.#close();
    }
  }

  async [Symbol.asyncDispose]() { if (!this.#closed) await this.#close(); }
  [Symbol.dispose]() { if (!this.#closed) this.closeSync(); }
}

Object.defineProperty(Dir.prototype, Symbol.asyncIterator, {
  __proto__: null, value: Dir.prototype.entries, enumerable: false, writable: true, configurable: true,
});

const opendirOptions = (options) => getOptions(options, { encoding: 'utf8' });

function opendir(path, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  validateFunction(callback, 'callback');
  path = getValidatedPath(path);
  options = opendirOptions(options);
  binding.opendir(path, (error, handle) => {
    if (error) return callback(error);
    let dir;
    try {
      dir = newDir(handle, path, options);
    } catch (wrong) {
      return callback(wrong);
    }
    callback(null, dir);
  });
}

function opendirSync(path, options) {
  path = getValidatedPath(path);
  options = opendirOptions(options);
  return newDir(binding.opendir(path), path, options);
}

async function opendirAsync(path, options) {
  path = getValidatedPath(path);
  options = opendirOptions(options);
  try {
    return newDir(await binding.opendir(path, kUsePromises), path, options);
  } catch (error) {
    throw withStack(error);
  }
}

module.exports = { Dir, opendir, opendirAsync, opendirSync };
