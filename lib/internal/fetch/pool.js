// SPDX-License-Identifier: MIT
// The connections of fetch() to one origin, over TCP or TLS: kept ones are used again, and there are never more than MAX_SOCKETS.
'use strict';

const net = require('net');
const { ClientConnection } = require('internal/fetch/connection');

const MAX_SOCKETS = 256;       // of an origin; what is more waits
const CONNECT_MS = 10_000;
const ANSWER_MS = 300_000;     // for the head, and between two pieces of the body
const SWEEP_MS = 1000;

const pools = new Map();       // by origin; those that have connections, or requests that wait
let sweeper = null;

const MAX_SESSIONS = 100;
const sessions = new Map();    // of TLS, by server name, to be resumed

function keepSession(name, session) {
  if (sessions.size >= MAX_SESSIONS && !sessions.has(name)) sessions.delete(sessions.keys().next().value);
  sessions.set(name, session);
}

class Pool {
  constructor(target) {
    this.origin = target.url.origin;
    this.hostname = target.hostname;
    this.port = target.port;
    this.secure = target.secure;
    this.connections = new Set();
    this.free = [];            // idle connections, the latest last
    this.waiting = [];         // exchanges
    this.next = 0;             // index of the first that waits
    this.connecting = 0;
  }

  /** Sends an exchange when there is a connection for it. */
  dispatch(exchange) {
    const connection = this.takeIdle();
    if (connection !== null) {
      connection.start(exchange);
      return;
    }
    this.waiting.push(exchange);
    this.connectMore();
  }

  takeIdle() {
    const { free } = this;
    for (let connection; (connection = free.pop()) !== undefined;) {
      if (connection.dead) continue;
      if (connection.goodUntil > Date.now()) return connection;
      connection.destroy();
    }
    return null;
  }

  nextWaiting() {
    while (this.next < this.waiting.length) {
      const exchange = this.waiting[this.next];
      this.waiting[this.next++] = undefined;
      if (this.next === this.waiting.length) {
        this.waiting = [];
        this.next = 0;
      }
      if (!exchange.over) return exchange;
    }
    return undefined;
  }

  idle(connection) {
    const exchange = this.nextWaiting();
    if (exchange !== undefined) {
      connection.start(exchange);
      return;
    }
    connection.goodUntil = Date.now() + connection.keepFor;
    connection.socket._handle?.unref();
    this.free.push(connection);
  }

  remove(connection) {
    this.connections.delete(connection);
    const index = this.free.indexOf(connection);
    if (index !== -1) this.free.splice(index, 1);
    this.connectMore();
    if (this.connections.size === 0 && this.connecting === 0 && this.waiting.length === 0) pools.delete(this.origin);
  }

  // ---- connecting ----------------------------------------------------------------------------------------

  connectMore() {
    while (this.connecting < this.waiting.length - this.next && this.connecting + this.connections.size < MAX_SOCKETS) {
      this.connect();
    }
  }

  open() {
    const options = {
      host: this.hostname, port: this.port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000,
    };
    if (!this.secure) return net.connect(options);
    const name = net.isIP(this.hostname) ? null : this.hostname;
    options.servername = name;
    options.ALPNProtocols = ['http/1.1'];
    options.session = sessions.get(name ?? this.hostname);
    const socket = require('tls').connect(options);
    return socket.on('session', (session) => keepSession(name ?? this.hostname, session));
  }

  connect() {
    this.connecting++;
    pools.set(this.origin, this);
    const socket = this.open();
    let timer = setTimeout(() => {
      const { ConnectTimeoutError } = require('internal/deps/undici/lib/core/errors');
      socket.destroy(new ConnectTimeoutError(
        `Connect Timeout Error (attempted address: ${this.hostname}:${this.port}, timeout: ${CONNECT_MS}ms)`));
    }, CONNECT_MS);
    const done = () => {
      clearTimeout(timer);
      timer = null;
      this.connecting--;
    };
    socket.once(this.secure ? 'secureConnect' : 'connect', () => {
      done();
      if (!socket._handle) return;
      const connection = new ClientConnection(this, socket);
      this.connections.add(connection);
      sweeper ??= setInterval(sweep, SWEEP_MS).unref();
      this.idle(connection);
    });
    socket.on('error', (error) => {
      if (timer === null) return; // it had a connection: that knows
      done();
      this.nextWaiting()?.lost(error, false);
      this.connectMore();
    });
    socket.once('close', () => {
      if (timer === null) return;
      done();
      this.connectMore();
    });
  }
}

/** Closes what is idle for too long; gives up on servers that say nothing. */
function sweep() {
  const now = Date.now();
  let any = false;
  for (const pool of [...pools.values()]) {
    for (const connection of [...pool.connections]) {
      any = true;
      const { exchange } = connection;
      if (exchange === null) {
        if (connection.goodUntil <= now) connection.destroy();
      } else if (!connection.paused && exchange.lastNews + ANSWER_MS <= now) {
        const { BodyTimeoutError, HeadersTimeoutError } = require('internal/deps/undici/lib/core/errors');
        connection.used = 1; // not to be tried again
        connection.broken(exchange.answered ? new BodyTimeoutError() : new HeadersTimeoutError());
      }
    }
  }
  if (any) return;
  clearInterval(sweeper);
  sweeper = null;
}

/** @param {Target} target of internal/fetch/request @returns {Pool} */
function poolOf(target) {
  return pools.get(target.url.origin) ?? new Pool(target);
}

module.exports = { poolOf };
