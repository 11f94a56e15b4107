// SPDX-License-Identifier: MIT
// How the primary of a cluster shares a listening socket: it accepts and deals connections out (round robin),
// or the workers get the socket itself (shared).
'use strict';

const net = require('net');
const { sendHelper } = require('internal/cluster/messages');
const { constants: { UV_TCP_IPV6ONLY } } = internalBinding('tcp_wrap');

class RoundRobinHandle {
  constructor(key, address, { port, fd, flags, backlog, readableAll, writableAll }) {
    this.key = key;
    this.all = new Map();
    this.free = new Map(); // workers that wait for a connection
    this.handles = []; // connections that wait for a worker
    this.handle = null;
    this.server = net.createServer();
    if (fd >= 0) {
      this.server.listen({ fd, backlog });
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
    this.all.set(worker.id, worker);
    const done = () => {
      if (this.handle.getsockname) {
        const out = {};
        this.handle.getsockname(out);
        send(null, { sockname: out }, null);
      } else {
        send(null, null, null); // a pipe
      }
      this.handoff(worker);
    };
    if (this.server === null) return done();
    this.server.once('listening', done);
    this.server.once('error', (err) => send(err.errno, null));
  }

  /** @returns {boolean} was it the last one? */
  remove(worker) {
    if (!this.all.delete(worker.id)) return false;
    this.free.delete(worker.id);
    if (this.all.size !== 0) return false;
    for (const handle of this.handles) handle.close();
    this.handles = [];
    this.handle?.close();
    this.handle = null;
    return true;
  }

  distribute(err, handle) {
    if (err || handle === undefined) return;
    if (!this.handle) {
      handle.close();
      return;
    }
    this.handles.push(handle);
    const [next] = this.free;
    if (next === undefined) return;
    this.free.delete(next[0]);
    this.handoff(next[1]);
  }

  handoff(worker) {
    if (!this.all.has(worker.id)) return; // it is shutting down
    const handle = this.handles.shift();
    if (handle === undefined) {
      this.free.set(worker.id, worker);
      return;
    }
    sendHelper(worker.process, { act: 'newconn', key: this.key }, handle, (reply) => {
      if (reply.accepted) handle.close();
      else this.distribute(0, handle);
      this.handoff(worker);
    });
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
    if (!this.workers.delete(worker.id) || this.workers.size !== 0) return false;
    this.handle?.close();
    this.handle = null;
    return true;
  }
}

module.exports = { RoundRobinHandle, SharedHandle };
