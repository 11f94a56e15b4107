// SPDX-License-Identifier: MIT
// LogTail: what is appended to files, as batches of whole lines. The programs that write them know nothing of it:
// it only reads. Follows files that do not exist yet, that are truncated, and that are rotated away.
'use strict';

const { EventEmitter } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');

const CHUNK = 1 << 20;     // bytes a read
const MAX_LINE = 1 << 20;  // what is longer comes in pieces
const LOOK_AGAIN = 1000;   // ms; where the file system does not tell (network drives)
const NEWLINE = 10;

class FollowedFile {
  constructor(tail, file, fromStart) {
    this.tail = tail;
    this.file = file;
    this.fd = -1;
    this.ino = 0;
    this.position = 0;
    this.rest = null;       // the beginning of a line that is not complete
    this.busy = false;
    this.again = false;
    this.open(!fromStart);
  }

  /** Opens what has the name now. @returns {boolean} */
  open(atEnd) {
    try {
      this.fd = fs.openSync(this.file, 'r');
    } catch (err) {
      if (err.code !== 'ENOENT') this.tail.emit('error', err);
      return false;
    }
    const { ino, size } = fs.fstatSync(this.fd);
    this.ino = ino;
    this.position = atEnd ? size : 0;
    return true;
  }

  close() {
    if (this.fd >= 0) fs.closeSync(this.fd);
    this.fd = -1;
  }

  /** Something has happened to the file, or may have. */
  async look() {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    try {
      do {
        this.again = false;
        if (this.fd >= 0 || this.open(false)) await this.readAll();
        if (this.fd >= 0 && this.renamed()) {
          await this.readAll(); // what was written before it was moved
          this.flush();
          this.close();
          this.again = true;
        }
      } while (this.again && !this.tail.closed);
    } catch (err) {
      this.tail.emit('error', err);
    }
    this.busy = false;
  }

  renamed() {
    try {
      return fs.statSync(this.file).ino !== this.ino;
    } catch {
      return true;
    }
  }

  async readAll() {
    const { buffer } = this.tail;
    if (fs.fstatSync(this.fd).size < this.position) { // truncated: it begins anew
      this.position = 0;
      this.rest = null;
    }
    while (!this.tail.closed) {
      const n = fs.readSync(this.fd, buffer, 0, CHUNK, this.position);
      if (n === 0) return;
      this.position += n;
      this.take(buffer.subarray(0, n));
      if (n === CHUNK) await new Promise(setImmediate); // others get their turn
    }
  }

  take(bytes) {
    const last = bytes.lastIndexOf(NEWLINE);
    if (last < 0) {
      this.rest = this.rest === null ? Buffer.from(bytes) : Buffer.concat([this.rest, bytes]);
      if (this.rest.length > MAX_LINE) this.flush();
      return;
    }
    let block = bytes.subarray(0, last + 1);
    if (this.rest !== null) block = Buffer.concat([this.rest, block]);
    this.rest = last + 1 < bytes.length ? Buffer.from(bytes.subarray(last + 1)) : null;
    this.tail.deliver(block, this.file);
  }

  flush() {
    if (this.rest !== null) this.tail.deliver(Buffer.concat([this.rest, Buffer.from('\n')]), this.file);
    this.rest = null;
  }
}

/** Events: 'block' (Buffer of whole lines, valid during the event; file), 'lines' (string[], file), 'error'. */
class LogTail extends EventEmitter {
  /**
   * @param {string[]} files
   * @param {{ fromStart?: boolean }} [options] fromStart: what is there already, too
   */
  constructor(files, { fromStart = false } = {}) {
    super();
    this.closed = false;
    this.buffer = Buffer.allocUnsafe(CHUNK);
    this.files = new Map();
    this.watchers = [];
    for (const name of files) {
      const file = path.resolve(name);
      this.files.set(file, new FollowedFile(this, file, fromStart));
    }
    // A folder's watcher hears of files that come, go and change; one for all files in it.
    for (const folder of new Set([...this.files.keys()].map((file) => path.dirname(file)))) {
      const watcher = fs.watch(folder, (event, name) => {
        if (name !== null) this.files.get(path.join(folder, name))?.look();
      });
      watcher.on('error', (err) => this.emit('error', err));
      this.watchers.push(watcher);
    }
    this.timer = setInterval(() => this.lookAtAll(), LOOK_AGAIN);
    setImmediate(() => this.lookAtAll()); // listeners come first
  }

  deliver(block, file) {
    this.emit('block', block, file);
    if (this.listenerCount('lines') > 0) this.emit('lines', block.toString('utf8', 0, block.length - 1).split('\n'), file);
  }

  lookAtAll() {
    if (this.closed) return;
    for (const file of this.files.values()) file.look();
  }

  close() {
    this.closed = true;
    clearInterval(this.timer);
    for (const watcher of this.watchers) watcher.close();
    for (const file of this.files.values()) file.close();
  }
}

module.exports = { LogTail };
