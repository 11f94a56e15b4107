// SPDX-License-Identifier: MIT
// How the primary of a cluster shares a listening socket: it accepts and deals connections out (round robin),
// or the workers get the socket itself (shared).
'use strict';

const net = require('net');
const { sendHelper } = require('internal/cluster/messages');
const { pickers } = require('internal/cluster/scheduling');
const state = require('internal/cluster/state');
const { constants: { UV_TCP_IPV6ONLY } } = internalBinding('tcp_wrap');

/** A worker that has not taken a connection for so many ms does something else: the others get what comes. */
const PATIENCE = 10;

/** A worker as one listening socket sees it. */
class Seat {
  constructor(worker) {
    this.worker = worker;
    this.place = state.placeOf(worker);
    this.busy = false;
    this.since = 0;       // when it became busy
    this.slow = false;    // it has been busy for too long: not waited for
    this.load = 0;        // open connections, as last told, and what was given since
    this.queue = [];      // sticky: connections that can go nowhere else
    this.handle = null;   // the connection it has been sent, and has not confirmed
  }
}

class RoundRobinHandle {
  constructor(key, address, { port, fd, flags, backlog, readableAll, writableAll }, scheduling) {
    this.key = key;
    this.seats = new Map();
    this.leaving = new Map(); // seats of workers that get nothing any more, and still have to confirm one
    this.handles = []; // connections that wait for a worker
    this.timer = null; // the end of the patience with whom the first of them waits for
    this.handle = null;
    this.scheduling = scheduling;
    this.pick = pickers[scheduling];
    this.server = net.createServer();
    const inherited = fd >= 0 ? undefined : state.inheritedSocket(address, port);
    if (fd >= 0 || inherited !== undefined) {
      this.server.listen({ fd: inherited ?? fd, backlog });
    } else if (port >= 0) {
      this.server.listen({ port, host: address, ipv6Only: Boolean(flags & UV_TCP_IPV6ONLY), backlog });
    } else {
      this.server.listen({ path: address, backlog, readableAll, writableAll });
    }
    this.server.once('listening', () => {
      this.handle = this.server._handle;
      this.handle.onconnection = (err, handle) => this.distribute(err, handle);
      this.server._handle = null;
      this.server = null;
    });
  }

  add(worker, send) {
    const seat = new Seat(worker);
    this.seats.set(worker.id, seat);
    const done = () => {
      const reply = { scheduling: this.scheduling };
      if (this.handle.getsockname) {
        reply.sockname = {};
        this.handle.getsockname(reply.sockname);
        send(null, reply, null);
      } else {
        send(null, null, null); // a pipe
      }
      this.next(seat);
    };
    if (this.server === null) return done();
    this.server.once('listening', done);
    this.server.once('error', (err) => send(err.errno, null));
  }

  /**
   * @param {Worker} worker
   * @param {boolean} [dead] it will not answer any more
   * @returns {boolean} was it the last one, and is the socket closed?
   */
  remove(worker, dead = false) {
    const seat = this.seats.get(worker.id) ?? this.leaving.get(worker.id);
    if (seat === undefined) return false;
    const left = seat.queue;
    seat.queue = [];
    this.leaving.delete(worker.id);
    if (seat.handle !== null) {
      if (dead) left.unshift(seat.handle); // it never had it: not lost
      else this.leaving.set(worker.id, seat);
    }
    this.seats.delete(worker.id);
    if (this.seats.size === 0 && !state.keepsListening) {
      for (const handle of [...this.handles, ...left]) handle.close();
      this.close();
      return true;
    }
    for (const handle of left) this.distribute(0, handle);
    this.dealOut();
    return false;
  }

  close() {
    clearTimeout(this.timer);
    this.handles = [];
    this.handle?.close();
    this.handle = null;
  }

  distribute(err, handle) {
    if (err || handle === undefined) return;
    if (!this.handle) {
      handle.close();
      return;
    }
    this.handles.push(handle);
    if (this.handles.length === 1) this.dealOut();
  }

  /**
   * To whose turn it is, even if another could take it sooner: in a burst of connections the worker that happens to run first
   * would get most of them, and have more to do than the others for as long as they last.
   */
  dealOut() {
    while (this.handles.length > 0) {
      const seat = this.pick(this.seats, this.handles[0]);
      if (seat === undefined) return;
      if (!seat.busy) this.handOut(seat, this.handles.shift());
      else if (this.pick === pickers.sticky) seat.queue.push(this.handles.shift());
      else return this.waitFor(seat);
    }
  }

  waitFor(seat) {
    if (this.timer !== null) return;
    const rest = seat.since + PATIENCE - performance.now();
    this.timer = setTimeout(() => {
      this.timer = null;
      const now = performance.now();
      for (const other of this.seats.values()) {
        if (other.busy && now - other.since >= PATIENCE) other.slow = true;
      }
      this.dealOut();
    }, Math.max(rest, 1));
  }

  /** The seat is free. */
  next(seat) {
    if (!this.seats.has(seat.worker.id)) return; // it is shutting down
    if (seat.queue.length > 0) return this.handOut(seat, seat.queue.shift());
    this.dealOut();
  }

  handOut(seat, handle) {
    const { worker } = seat;
    seat.busy = true;
    seat.since = performance.now();
    seat.load++;
    seat.handle = handle;
    // To the end: the others have been waiting for longer now.
    this.seats.delete(worker.id);
    this.seats.set(worker.id, seat);
    sendHelper(worker.process, { act: 'newconn', key: this.key }, handle, (reply) => {
      if (seat.handle !== handle) return; // it has gone to another since
      seat.busy = seat.slow = false;
      seat.handle = null;
      this.leaving.delete(worker.id);
      if (reply.load !== undefined) seat.load = reply.load;
      if (reply.accepted) handle.close();
      else this.distribute(0, handle);
      this.next(seat);
    });
  }

  /** What a worker says of itself. */
  setLoad(worker, load) {
    const seat = this.seats.get(worker.id);
    if (seat !== undefined) seat.load = load;
  }
}

class SharedHandle {
  constructor(key, address, { port, addressType, fd, flags }) {
    this.key = key;
    this.workers = new Map();
    this.handle = null;
    this.errno = 0;
    const udp = addressType === 'udp4' || addressType === 'udp6';
    const create = udp ? require('internal/dgram')._createSocketHandle : net._createServerHandle;
    const made = create(address, port, addressType, fd, flags);
    if (typeof made === 'number') this.errno = made;
    else this.handle = made;
  }

  add(worker, send) {
    this.workers.set(worker.id, worker);
    send(this.errno, null, this.handle);
  }

  /** @returns {boolean} was it the last one? */
  remove(worker) {
    if (!this.workers.delete(worker.id) || this.workers.size !== 0 || state.keepsListening) return false;
    this.close();
    return true;
  }

  close() {
    this.handle?.close();
    this.handle = null;
  }
}

module.exports = { RoundRobinHandle, SharedHandle };
