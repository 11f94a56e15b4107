// SPDX-License-Identifier: MIT
// Rooms as this process sees them: the last messages, its own members, and the members that other processes tell of.
'use strict';

const { publish } = require('eddy:ws');

const TELL_EVERY = 5000;        // ms between two "these are here" of a process
const FORGET_AFTER = 16000;     // ms after which the members of a silent process are gone
const GATHER = 100;             // ms in which changes of who is here are gathered
const NAMES = 200;              // names that are shown; the rest is a number
const self = `${process.pid}-${Math.random().toString(36).slice(2)}`;

/** Order of ids `ms-number`. */
function compare(a, b) {
  const [aTime, aNumber] = a.split('-'), [bTime, bNumber] = b.split('-');
  return aTime - bTime || aNumber - bNumber;
}

class Room {
  constructor(name) {
    this.name = name;
    this.topic = `chat:room:${name}`;
    this.entries = [];          // sorted by id
    this.sockets = new Map();   // socket -> { nick, user }
    this.elsewhere = new Map(); // process -> { at, members }
    this.ready = null;          // promise: the bus tells of this room
    this.timer = null;
    this.shown = '';
  }

  /** @returns {boolean} whether it is new */
  add(entry, keep) {
    let at = this.entries.length;
    while (at > 0 && compare(this.entries[at - 1].id, entry.id) > 0) at--;
    if (at > 0 && this.entries[at - 1].id === entry.id) return false;
    this.entries.splice(at, 0, entry);
    if (this.entries.length > keep) this.entries.shift();
    return true;
  }

  /** nick -> user, of all processes */
  members() {
    const all = new Map();
    for (const { nick, user } of this.sockets.values()) all.set(nick, user);
    for (const { members } of this.elsewhere.values()) for (const [nick, user] of members) all.set(nick, user);
    return all;
  }

  /** To the members in this process; encoded once. */
  tell(message) { publish(this.topic, JSON.stringify(message), { local: true }); }
}

class Rooms {
  /** @param {(rooms: Rooms) => Bus} makeBus @param {{ keep?: number, most?: number }} [options] messages a room, rooms */
  constructor(makeBus, { keep = 100, most = 1000 } = {}) {
    this.keep = keep;
    this.most = most;
    this.rooms = new Map();
    this.bus = makeBus(this);
    this.timer = setInterval(() => this.refresh(), TELL_EVERY);
  }

  history(name) { return this.rooms.get(name)?.entries ?? []; }

  /** The room; an empty one makes place when there are too many. @returns {Room | null} */
  open(name) {
    let room = this.rooms.get(name);
    if (room !== undefined) return room;
    if (this.rooms.size >= this.most) {
      for (const [other, { sockets }] of this.rooms) {
        if (sockets.size > 0) continue;
        this.rooms.delete(other);
        break;
      }
      if (this.rooms.size >= this.most) return null;
    }
    this.rooms.set(name, room = new Room(name));
    return room;
  }

  /** @returns {Promise<Room | null>} null: there are too many rooms */
  async join(name, socket, member) {
    const room = this.open(name);
    if (room === null) return null;
    room.sockets.set(socket, member);
    if (room.ready === null) {
      room.ready = this.bus.watch(name);
      this.bus.signal(name, { from: self, who: true });
    }
    await room.ready;
    if (room.sockets.get(socket) !== member) return room; // it has left meanwhile
    socket.subscribe(room.topic);
    this.changed(room);
    return room;
  }

  leave(room, socket) {
    socket.unsubscribe(room.topic);
    room.sockets.delete(socket);
    this.changed(room);
  }

  /** @returns {Promise<string>} the id */
  async say(room, entry) {
    const known = room.entries.find(({ user, nonce }) => nonce === entry.nonce && user === entry.user);
    return known ? known.id : this.bus.post(room.name, entry);
  }

  typing(room, nick) { this.bus.signal(room.name, { from: self, typing: nick }); }

  // ---- from the bus ----------------------------------------------------------------------------------------------

  onEntry(name, entry) {
    const room = this.bus?.keepsAll ? this.open(name) : this.rooms.get(name);
    if (room?.add(entry, this.keep)) room.tell({ type: 'said', entry: shown(entry) });
  }

  onEvent(name, { from, who, here, typing }) {
    const room = this.rooms.get(name);
    if (room === undefined) return;
    if (typing) room.tell({ type: 'typing', nick: typing });
    if (from === self) return;
    if (who) this.tellMembers(room);
    if (here) {
      if (here.length > 0) room.elsewhere.set(from, { at: Date.now(), members: here });
      else room.elsewhere.delete(from);
      this.show(room);
    }
  }

  onState(up) {
    for (const room of this.rooms.values()) {
      room.tell({ type: 'state', up });
      if (up && room.sockets.size > 0) {
        this.bus.signal(room.name, { from: self, who: true });
        this.tellMembers(room);
      }
    }
  }

  // ---- who is here -----------------------------------------------------------------------------------------------

  tellMembers(room) {
    const here = [...room.sockets.values()].slice(0, NAMES).map(({ nick, user }) => [nick, user]);
    this.bus.signal(room.name, { from: self, here });
  }

  changed(room) {
    room.timer ??= setTimeout(() => {
      room.timer = null;
      this.tellMembers(room);
      this.show(room);
      if (room.sockets.size > 0 || this.rooms.get(room.name) !== room) return;
      this.bus.unwatch(room.name);
      room.ready = null;
      if (!this.bus.keepsAll) this.rooms.delete(room.name);
    }, GATHER);
  }

  names(room) {
    const names = [...room.members().keys()].sort();
    return { count: names.length, names: names.slice(0, NAMES) };
  }

  show(room) {
    const message = { type: 'here', ...this.names(room) }, text = JSON.stringify(message);
    if (text === room.shown) return;
    room.shown = text;
    room.tell(message);
  }

  refresh() {
    const now = Date.now();
    for (const room of this.rooms.values()) {
      for (const [from, { at }] of room.elsewhere) if (now - at > FORGET_AFTER) room.elsewhere.delete(from);
      if (room.sockets.size === 0) continue;
      this.tellMembers(room);
      this.show(room);
    }
  }

  close() {
    clearInterval(this.timer);
    for (const room of this.rooms.values()) clearTimeout(room.timer);
    this.bus.close();
  }
}

/** What members see of an entry. */
const shown = ({ id, nick, text, at, nonce }) => ({ id, nick, text, at, nonce });

module.exports = { Rooms, compare, shown };
