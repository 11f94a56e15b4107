// SPDX-License-Identifier: MIT
'use strict';
// fs.watch(dir, { recursive: true }): one FSWatcher per directory of the tree; directories that
// appear are added, with what they already hold, and those that go are dropped.

const EventEmitter = require('events');
const pathModule = require('path');
const sync = require('internal/fs/sync');

class RecursiveWatcher extends EventEmitter {
  #options;
  #root = null;
  #watchers = new Map();  // directory -> FSWatcher
  #known = new Map();     // directory -> Set of the names in it
  #closed = false;
  #isFile = false;

  constructor(options) {
    super();
    this.#options = options;
  }

  /** Internal. Throws when the root cannot be watched. */
  start(filename) {
    this.#root = pathModule.resolve(String(filename));
    let stats;
    try {
      stats = sync.statSync(this.#root);
    } catch (error) {
      error.filename = filename;
      error.syscall = 'watch';
      error.message = `${error.code}: no such file or directory, watch '${filename}'`;
      throw error;
    }
    this.#isFile = !stats.isDirectory();
    if (this.#isFile) this.#watchOne(this.#root);
    else this.#addTree(this.#root, false);
  }

  #watchOne(path) {
    const { FSWatcher } = require('internal/fs/watchers');
    const watcher = new FSWatcher();
    watcher.start(path, this.#options.persistent, false, 'utf8');
    this.#watchers.set(path, watcher);
    watcher.on('change', (eventType, name) => this.#changed(path, eventType, name));
    watcher.on('error', (error) => {
      // The directory is gone: its parent reports that.
      this.#drop(path);
      if (path === this.#root) this.emit('error', error);
    });
    return watcher;
  }

  // Watches a directory and all below. `announce`: report what is there already as new.
  #addTree(dir, announce) {
    if (this.#closed || this.#watchers.has(dir)) return;
    try {
      this.#watchOne(dir);
    } catch (error) {
      if (dir === this.#root) throw error;
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') this.emit('error', error);
      return;
    }
    let entries;
    try {
      entries = sync.readdirSync(dir, { withFileTypes: true });
    } catch {
      return;
    }
    const names = new Set();
    this.#known.set(dir, names);
    for (const entry of entries) {
      names.add(entry.name);
      const path = pathModule.join(dir, entry.name);
      if (announce) this.#emit('rename', path);
      if (entry.isDirectory()) this.#addTree(path, announce);
    }
  }

  #drop(dir) {
    this.#watchers.get(dir)?.close();
    this.#watchers.delete(dir);
    this.#known.delete(dir);
    const below = dir + pathModule.sep;
    for (const path of [...this.#watchers.keys()]) {
      if (!path.startsWith(below)) continue;
      this.#watchers.get(path).close();
      this.#watchers.delete(path);
      this.#known.delete(path);
    }
  }

  #changed(dir, eventType, name) {
    if (this.#closed) return;
    if (this.#isFile || name === null) {
      this.#emit(eventType, dir);
      return;
    }
    const path = pathModule.join(dir, name);
    if (eventType !== 'rename') {
      this.#emit(eventType, path);
      return;
    }
    const names = this.#known.get(dir);
    const stats = lstat(path);
    if (stats === undefined) {
      // A directory that goes reports itself, too: once is enough.
      const known = names?.delete(name);
      if (known || !this.#watchers.has(path)) this.#emit('rename', path);
      this.#drop(path);
      return;
    }
    const isNew = names !== undefined && !names.has(name);
    names?.add(name);
    this.#emit('rename', path);
    if (stats.isDirectory() && (isNew || !this.#watchers.has(path))) this.#addTree(path, true);
  }

  #emit(eventType, path) {
    let name = this.#isFile ? pathModule.basename(path) : pathModule.relative(this.#root, path);
    const { encoding } = this.#options;
    if (encoding === 'buffer') name = Buffer.from(name);
    else if (encoding && encoding !== 'utf8') name = Buffer.from(name).toString(encoding);
    this.emit('change', eventType, name);
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
    process.nextTick((self) => self.emit('close'), this);
  }

  ref() {
    for (const watcher of this.#watchers.values()) watcher.ref();
    return this;
  }
  unref() {
    for (const watcher of this.#watchers.values()) watcher.unref();
    return this;
  }

  [Symbol.asyncIterator]() {
    const { on } = require('events');
    return on(this, 'change', { close: ['close'], signal: this.#options.signal })[Symbol.asyncIterator]();
  }
}

function lstat(path) {
  try {
    return sync.lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

module.exports = { RecursiveWatcher };
