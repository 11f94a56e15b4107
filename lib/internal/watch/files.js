// SPDX-License-Identifier: MIT
// Tells when files have changed. Directories are watched, not files, so that a file replaced by rename (as
// editors do) stays in sight; a change counts once size and time of the file stand still.
'use strict';

const EventEmitter = require('events');
const fs = require('fs');
const { statSync } = fs; // the program may change it
const path = require('path');

const kLook = 50; // ms between two looks at a file that is being written
const kMissing = 400; // ms that a file may be away while it is replaced
const kLongest = 3_000; // ms: then a file that keeps changing counts as changed

function lookAt(file) {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? '' : `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
}
/** What can be seen of a file from outside: '' when it is not there. */
function tryLook(file) {
  try {
    return lookAt(file);
  } catch {
    return ''; // a directory on the way is no directory, or not ours
  }
}

/** Emits 'changed' with an array of paths. */
class FilesWatcher extends EventEmitter {
  #files = new Map(); // path -> { seen, run }: what it looked like, and the run that used it last
  #directories = new Map(); // path -> { watcher, ino }
  #trees = []; // watchers of whole trees
  #whole = new Set(); // directories of which every file counts
  #pending = new Map(); // path -> { look, since, missing }
  #timer = null;
  #run = 0;

  /** Everything below a directory, or one file. */
  addTree(root) {
    const stats = fs.statSync(root, { throwIfNoEntry: false });
    if (stats?.isDirectory() !== true) {
      this.add(root);
      return;
    }
    const watcher = fs.watch(root, { recursive: true }, (type, name) => {
      if (name !== null) this.#note(path.join(root, name));
    });
    watcher.on('error', () => {});
    this.#trees.push(watcher);
  }

  /** Whatever appears in a directory, changes or goes away there. */
  addDirectory(directory) {
    this.#whole.add(directory);
    this.#watchDirectory(directory);
  }

  /** @param {string} file absolute path; need not exist @param {string} [look] tryLook() of it when it was loaded */
  add(file, look = tryLook(file)) {
    const known = this.#files.get(file);
    if (known !== undefined) {
      known.run = this.#run;
      return;
    }
    this.#files.set(file, { seen: look, run: this.#run });
    this.#watchDirectory(path.dirname(file));
    if (tryLook(file) !== look) this.#note(file);
  }

  /** A new run of the program begins: files that it does not use any more are forgotten at the next. */
  begin() {
    for (const { 0: file, 1: entry } of this.#files) {
      if (entry.run < this.#run) this.#files.delete(file);
      else entry.seen = tryLook(file);
    }
    this.#run++;
    const used = new Set();
    for (const file of this.#files.keys()) used.add(path.dirname(file));
    for (const directory of this.#whole) used.add(directory);
    for (const { 0: directory, 1: { watcher, ino } } of this.#directories) {
      if (used.has(directory) && fs.statSync(directory, { throwIfNoEntry: false })?.ino === ino) continue;
      watcher.close();
      this.#directories.delete(directory);
    }
    for (const directory of used) this.#watchDirectory(directory);
  }

  close() {
    for (const watcher of this.#trees) watcher.close();
    for (const { watcher } of this.#directories.values()) watcher.close();
    this.#trees = [];
    this.#directories.clear();
    clearTimeout(this.#timer);
  }

  #watchDirectory(directory) {
    if (this.#directories.has(directory)) return;
    try {
      const { ino } = fs.statSync(directory);
      const watcher = fs.watch(directory, (type, name) => {
        const file = name === null ? directory : path.join(directory, name);
        if (this.#files.has(file) || this.#whole.has(directory)) this.#note(file);
      });
      watcher.on('error', () => {});
      this.#directories.set(directory, { watcher, ino });
    } catch {
      // It is not there (yet): whoever makes it changes the directory above.
      const above = path.dirname(directory);
      if (above !== directory) this.#watchDirectory(above);
    }
  }

  #note(file) {
    const known = this.#files.get(file);
    if (known !== undefined && known.seen !== '' && tryLook(file) === known.seen) return; // only looked at
    if (!this.#pending.has(file)) this.#pending.set(file, { look: undefined, since: Date.now() });
    if (this.#timer === null) this.#timer = setTimeout(() => this.#settle(), kLook);
  }

  #settle() {
    this.#timer = null;
    const now = Date.now();
    let quiet = true;
    for (const { 0: file, 1: entry } of this.#pending) {
      const look = tryLook(file);
      const age = now - entry.since;
      const still = look === '' ? age >= kMissing : look === entry.look;
      if (!still && age < kLongest) quiet = false;
      entry.look = look;
    }
    if (!quiet) {
      this.#timer = setTimeout(() => this.#settle(), kLook);
      return;
    }
    const changed = [...this.#pending.keys()];
    this.#pending.clear();
    this.emit('changed', changed);
  }
}

module.exports = { FilesWatcher, tryLook };
