// SPDX-License-Identifier: MIT
// What has been shown and clicked, so that a crash loses at most the last WINDOW milliseconds and counts nothing twice.
// Every process appends to a log of its own, in blocks of a checksum and lines; one block a window is written, and
// synced as fast as the disk can. What is counted is counted per log: a process that starts reads all logs, those that live tell their newest
// counts over a topic, and a count of a log replaces the one before. Logs of dead processes are summed up in
// counts.json, which names them; so one that could not be deleted any more is not counted again.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { crc32 } = require('node:zlib');
const { publish, subscribe } = require('eddy:ws');

const WINDOW = 10;              // ms
const TELL_EVERY = 100;         // ms
const MAX_WAITING = 16 << 20;   // bytes that wait for a disk that does not take them
const CLICKABLE = 3600_000;     // ms after the impression
const TOPIC = 'ads:ledger';
const { promises } = fs;

/** Lines of all whole blocks of a log; the last block may be torn. */
function* readLog(file) {
  const bytes = fs.readFileSync(file);
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    if (end < 0) return;
    const [sum, length] = bytes.latin1Slice(at, end).split(' ');
    const block = bytes.subarray(end + 1, end + 1 + Number(length));
    if (block.length !== Number(length) || crc32(block) !== Number.parseInt(sum, 16)) return;
    for (const line of block.latin1Slice().split('\n')) if (line !== '') yield line;
    at = end + 1 + block.length;
  }
}

/** When a process was started, in the system's own count; '0' where that cannot be known. '' when there is none. */
function startOf(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return '';
  }
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return '0';
  }
}

/** Logs are named after the process that writes them: `pid-start-…`. */
function alive(log) {
  const [pid, start] = log.split('-');
  return startOf(Number(pid)) === start;
}

const add = (counts, ad, kind, n) => { (counts[ad] ??= [0, 0])[kind] += n; };

class Ledger {
  constructor(folder) {
    fs.mkdirSync(folder, { recursive: true });
    this.folder = folder;
    this.logs = new Map();     // log -> { ad: [impressions, clicks] }
    this.totals = new Map();   // ad -> [impressions, clicks], the sum of all logs
    this.clicked = new Map();  // impression -> when: counted once
    this.waiting = '';
    this.failed = null;        // why the disk takes nothing
    this.writing = null;
    this.syncing = null;
    this.timer = null;
    this.start = Date.now().toString(36);
    this.sequence = 0;
    this.size = 0;
    this.name = `${process.pid}-${startOf(process.pid)}-${Math.random().toString(36).slice(2, 6)}.log`;
    // Listen first, then read: what happens in between is told again.
    this.end = subscribe(TOPIC, (text) => this.hear(JSON.parse(text)));
    this.read();
    this.own = {};
    this.logs.set(this.name, this.own);
    this.fd = fs.openSync(path.join(folder, this.name), 'ax');
    this.teller = setInterval(() => this.tell(), TELL_EVERY);
    this.told = '';
    publish(TOPIC, JSON.stringify({ who: true, from: this.name }));
  }

  // ---- counting --------------------------------------------------------------------------------------------------

  /** @returns {[number, number]} impressions and clicks, of all processes */
  counts(ad) { return this.totals.get(ad) ?? [0, 0]; }

  /** A new impression; it is on disk within the window. @returns {string} its id */
  impression(ad) {
    const id = `${this.start}${process.pid.toString(36)}-${(this.sequence++).toString(36)}-${Date.now().toString(36)}`;
    this.count(ad, 0);
    this.log(`i ${ad} ${id}\n`);
    return id;
  }

  /** @returns {boolean} false: this impression has been clicked, or is too old */
  click(ad, id) {
    const now = Date.now(), shown = Number.parseInt(id.split('-')[2], 36);
    if (!(now - shown < CLICKABLE) || this.clicked.has(id)) return false;
    this.remember(id, now);
    this.count(ad, 1);
    this.log(`c ${ad} ${id}\n`);
    publish(TOPIC, JSON.stringify({ from: this.name, clicked: id }));
    return true;
  }

  remember(id, now) {
    this.clicked.set(id, now);
    for (const [old, at] of this.clicked) {
      if (now - at < CLICKABLE) break;
      this.clicked.delete(old);
    }
  }

  count(ad, kind) {
    add(this.own, ad, kind, 1);
    let total = this.totals.get(ad);
    if (total === undefined) this.totals.set(ad, total = [0, 0]);
    total[kind]++;
  }

  sum() {
    this.totals.clear();
    for (const counts of this.logs.values()) {
      for (const ad of Object.keys(counts)) {
        const [impressions, clicks] = this.counts(ad);
        this.totals.set(ad, [impressions + counts[ad][0], clicks + counts[ad][1]]);
      }
    }
  }

  // ---- the disk --------------------------------------------------------------------------------------------------

  log(line) {
    this.waiting += line;
    this.timer ??= setTimeout(() => this.flush(), WINDOW);
  }

  /** @returns {Promise<void>} when a block has been written */
  flush() {
    clearTimeout(this.timer);
    this.timer = null;
    return this.writing ??= this.write().finally(() => {
      this.writing = null;
      if (this.waiting !== '' && this.timer === null) this.timer = setTimeout(() => this.flush(), this.failed ? 200 : WINDOW);
    });
  }

  async write() {
    if (this.waiting === '') return;
    const lines = this.waiting;
    this.waiting = '';
    const block = `${crc32(lines).toString(16)} ${lines.length}\n${lines}`;
    const before = this.size;
    try {
      for (let rest = Buffer.from(block, 'latin1'); rest.length > 0;) {
        rest = rest.subarray(await new Promise((resolve, reject) => {
          fs.write(this.fd, rest, 0, rest.length, null, (error, n) => (error ? reject(error) : resolve(n)));
        }));
      }
      this.size = before + block.length;
      this.failed = null;
      this.sync();
    } catch (error) {
      this.failed = error.code;
      try {
        fs.ftruncateSync(this.fd, before); // half a block would hide those behind it
      } catch {}
      this.waiting = lines + this.waiting;
    }
  }

  /** What is written survives the process; what is synced survives the machine. One at a time, the next one is waiting. */
  sync() {
    if (this.syncing) {
      this.again = true;
      return;
    }
    this.again = false;
    this.syncing = new Promise((resolve) => {
      fs.fdatasync(this.fd, (error) => {
        if (error) this.failed = error.code;
        this.syncing = null;
        if (this.again) this.sync();
        resolve();
      });
    });
  }

  /** Whether impressions can be logged: else none may be shown. */
  get writable() { return this.waiting.length < MAX_WAITING; }

  readCounts() {
    try {
      return JSON.parse(fs.readFileSync(path.join(this.folder, 'counts.json'), 'utf8'));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      return { logs: [], counts: {} };
    }
  }

  logNames() { return fs.readdirSync(this.folder).filter((name) => name.endsWith('.log')); }

  read() {
    for (let done = false; !done;) {
      const { logs: summed, counts } = this.readCounts();
      try {
        this.logs = new Map([['counts.json', counts]]);
        for (const name of this.logNames()) {
          if (!summed.includes(name)) this.logs.set(name, this.readOne(name));
        }
        done = JSON.stringify(this.readCounts().logs) === JSON.stringify(summed);
      } catch (error) {
        if (error.code !== 'ENOENT') throw error; // summed up at this moment
      }
    }
    this.sum();
  }

  readOne(name) {
    const counts = {}, now = Date.now();
    for (const line of readLog(path.join(this.folder, name))) {
      const [kind, ad, id] = line.split(' ');
      add(counts, ad, kind === 'i' ? 0 : 1, 1);
      if (kind === 'c') this.remember(id, now);
    }
    return counts;
  }

  /** Sums up the logs of dead processes. The living process with the smallest number does it; one that dies here loses nothing. */
  async compact() {
    if (this.compacting) return;
    const names = this.logNames(), dead = names.filter((name) => !alive(name));
    const living = names.filter((name) => !dead.includes(name)).map((name) => Number.parseInt(name, 10));
    if (Math.min(...living) !== process.pid) return;
    this.compacting = true;
    try {
      const { logs, counts } = this.readCounts();
      for (const name of logs) await promises.rm(path.join(this.folder, name), { force: true });
      const fresh = dead.filter((name) => !logs.includes(name));
      if (fresh.length === 0) return;
      for (const name of fresh) {
        const found = this.readOne(name);
        for (const ad of Object.keys(found)) found[ad].forEach((n, kind) => add(counts, ad, kind, n));
      }
      const file = path.join(this.folder, 'counts.json'), handle = await promises.open(`${file}.new`, 'w');
      await handle.writeFile(JSON.stringify({ logs: fresh, counts }));
      await handle.sync();
      await handle.close();
      await promises.rename(`${file}.new`, file);
      for (const name of fresh) await promises.rm(path.join(this.folder, name), { force: true });
    } finally {
      this.compacting = false;
    }
  }

  // ---- the other workers -----------------------------------------------------------------------------------------

  tell() {
    const text = JSON.stringify({ from: this.name, counts: this.own });
    if (text === this.told) return;
    this.told = text;
    publish(TOPIC, text);
  }

  hear({ from, counts, clicked, who }) {
    if (from === this.name) return;
    if (clicked) this.remember(clicked, Date.now());
    if (who) { // one that takes the place of a dead one, perhaps: its log knows more than it has told
      this.told = '';
      for (const name of this.logs.keys()) {
        if (name === 'counts.json' || alive(name)) continue;
        try {
          this.logs.set(name, this.readOne(name));
        } catch {} // summed up already
      }
      this.sum();
    }
    if (!counts) return;
    this.logs.set(from, counts);
    this.sum();
  }

  /** Writes all; may be called again. */
  async close() {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.teller);
    this.tell();
    this.end();
    while (this.waiting !== '' || this.writing) {
      await this.flush();
      if (this.failed) break;
    }
    clearTimeout(this.timer);
    while (this.syncing) await this.syncing;
    fs.closeSync(this.fd);
  }
}

module.exports = { Ledger, WINDOW, readLog };
