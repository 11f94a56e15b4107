// SPDX-License-Identifier: MIT
// The file in which a watched program, its children and its workers write what they have loaded (report.js), read as it grows.
'use strict';

const fs = require('fs');
const path = require('path');

let directory; // for all lists of this process

function makeDirectory() {
  directory = fs.mkdtempSync(path.join(require('os').tmpdir(), 'eddy-watch-'));
  process.on('exit', () => fs.rmSync(directory, { recursive: true, force: true }));
}

class LoadedList {
  #onFile;
  #read = 0;
  #rest = '';
  #watcher;

  /** @param {string} name of the list @param {(file: string, look: string) => void} onFile */
  constructor(name, onFile) {
    if (directory === undefined) makeDirectory();
    this.file = path.join(directory, name);
    this.#onFile = onFile;
    fs.writeFileSync(this.file, '');
    this.#watcher = fs.watch(this.file, () => this.read());
  }

  /** What is new since the last time; called by itself whenever something has been written. */
  read() {
    const fd = fs.openSync(this.file);
    try {
      const bytes = Buffer.allocUnsafe(fs.fstatSync(fd).size - this.#read);
      this.#read += fs.readSync(fd, bytes, 0, bytes.length, this.#read);
      const lines = (this.#rest + bytes).split('\n');
      this.#rest = lines.pop();
      for (const line of lines) {
        const tab = line.indexOf('\t');
        this.#onFile(line.slice(tab + 1), line.slice(0, tab));
      }
    } finally {
      fs.closeSync(fd);
    }
  }

  close() {
    this.#watcher.close();
  }
}

module.exports = { LoadedList };
