// SPDX-License-Identifier: MIT
// What processes tell each other without Redis: the workers of one `eddy serve` over a topic of eddy:ws, or a single
// process itself. Every worker keeps the last messages of all rooms; a new one asks the others.
'use strict';

const { publish, subscribe } = require('eddy:ws');

const TOPIC = 'chat:bus';
const worker = Number(process.env.EDDY_WORKER ?? 0);
const ANSWER_WITHIN = 200; // ms that a new worker waits for the others' history

class LocalBus {
  /** @param {Rooms} rooms */
  constructor(rooms) {
    this.rooms = rooms;
    this.up = true;
    this.keepsAll = true; // rooms without members are worth keeping: nobody else does
    this.last = 0;
    this.sequence = 0;
    this.asked = new Map(); // room -> function to call with the answer
    this.known = new Set(); // rooms whose history the others have been asked for
    this.end = subscribe(TOPIC, (data) => this.receive(JSON.parse(data)));
    if (worker > 0) setImmediate(() => this.tell({ want: true })); // those who are here may soon be gone: a reload
  }

  tell(message) { publish(TOPIC, JSON.stringify({ from: process.pid, ...message })); }

  receive({ from, room, entry, event, want, have }) {
    if (entry) this.rooms.onEntry(room, entry);
    if (event) this.rooms.onEvent(room, event);
    if (want && from !== process.pid) {
      for (const name of room === undefined ? this.rooms.rooms.keys() : [room]) {
        const entries = this.rooms.history(name);
        if (entries.length > 0) this.tell({ room: name, have: entries });
      }
    }
    if (have && from !== process.pid) {
      for (const each of have) this.rooms.onEntry(room, each);
      this.asked.get(room)?.();
    }
  }

  /** Gives an entry its id: time, then a number that no other worker gives. @returns {Promise<string>} */
  async post(room, entry) {
    const now = Math.max(Date.now(), this.last);
    this.sequence = now === this.last ? this.sequence + 1 : 0;
    this.last = now;
    const id = `${now}-${this.sequence * 1024 + worker}`;
    this.tell({ room, entry: { id, ...entry } });
    return id;
  }

  signal(room, event) { this.tell({ room, event }); }

  /** Begins to hear of a room. */
  async watch(room) {
    if (worker === 0 || this.known.has(room)) return;
    this.known.add(room);
    if (this.known.size > 10_000) this.known.clear();
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, ANSWER_WITHIN);
      this.asked.set(room, () => { clearTimeout(timer); resolve(); });
      this.tell({ room, want: true });
    });
    this.asked.delete(room);
  }

  unwatch() {}

  close() { this.end(); }
}

module.exports = { LocalBus };
