// SPDX-License-Identifier: MIT
// Empties a server without losing a request. Requests under way are answered, with "Connection: close" where
// their head has not been sent; a connection between two requests is handed to another process if that is
// possible, or else stays until its next answer, and is closed when none comes for a while.
'use strict';

const net = require('net');
const { kDispatchRequest } = require('internal/http/hidden');
const { sendHelper } = require('internal/cluster/messages');

const PERIOD = 50; // ms between two looks at what is left

/** Answers from now on say that they are the last of their connection. */
function sayClose(server, connections) {
  const dispatchRequest = server[kDispatchRequest];
  server[kDispatchRequest] = function(connection, req, res, ...rest) {
    res.shouldKeepAlive = false;
    return dispatchRequest.call(this, connection, req, res, ...rest);
  };
  for (const connection of connections) {
    // Of pipelined answers, the last one.
    const res = connection.waiting?.at(-1) ?? connection.outgoing?.at(-1) ?? connection.current;
    if (res && !res._header) res.shouldKeepAlive = false;
  }
}

/** Takes the native stream out of a connection between two requests; undefined if that is not what it is. */
function release(connection) {
  const { server, handle } = connection;
  if (!handle || connection.netSocket !== null || connection.closed || connection.detached ||
      connection.current !== null || connection.incoming !== null || connection.callbacks !== null ||
      !connection.between()) return undefined;
  connection.pauseReading();
  connection.detached = connection.closed = connection.ended = true;
  connection.free();
  server._connections--;
  server._emitCloseIfDrained();
  return handle;
}

class HttpDrain {
  /**
   * The caller closes the server itself.
   * @param {http.Server | https.Server} server
   * @param {string | undefined} key under which the primary of the cluster takes connections back
   * @param {number} idle ms after which connections that stay idle are closed
   * @param {() => void} [done] the server is closed, and what was handed back has arrived
   */
  constructor(server, key, idle, done) {
    const { kConnections } = require('_http_server');
    this.server = server;
    this.key = key;
    this.list = server[kConnections];
    this.underWay = 0; // handed back, not confirmed yet
    this.closed = false;
    this.done = done;
    this.closeIdleAt = performance.now() + idle;
    sayClose(server, this.list?.all() ?? []);
    this.timer = setInterval(() => this.look(), PERIOD);
    server.once('close', () => {
      this.closed = true;
      this.check();
    });
    this.look();
  }

  // Until then the timer keeps the process alive: the channel to the primary does not.
  check() {
    if (!this.closed || this.underWay > 0) return;
    clearInterval(this.timer);
    this.done?.();
  }

  look() {
    if (this.list === null) return;
    if (this.key !== undefined) for (const connection of this.list.all()) this.handBack(connection);
    if (performance.now() >= this.closeIdleAt) this.server.closeIdleConnections();
  }

  handBack(connection) {
    if (!process.connected) return;
    const handle = release(connection);
    if (handle === undefined) return;
    this.underWay++;
    sendHelper(process, { act: 'handback', key: this.key }, handle, () => {
      handle.close();
      this.underWay--;
      this.check();
    });
  }

  abort() {
    this.server.closeAllConnections();
  }
}

/** Any other server: its connections end when they end, or with the process. */
class PlainDrain {
  constructor(server, done) {
    server.once('close', done);
  }

  abort() {}
}

/**
 * Stops listening and empties the servers.
 * @param {net.Server[]} servers
 * @param {{ keys: Map<net.Server, string>, idle: number }} how
 * @param {() => void} done all are closed
 * @returns {{ abort(): void }} abort: closes what is left
 */
function drainServers(servers, { keys, idle }, done) {
  let left = servers.length;
  const drains = [];
  const closed = () => {
    if (--left === 0) done();
  };
  for (const server of servers) {
    if (typeof server[kDispatchRequest] === 'function') {
      drains.push(new HttpDrain(server, keys.get(server), idle, closed));
      // Not its own close(): that would begin the same once more.
      net.Server.prototype.close.call(server);
    } else {
      drains.push(new PlainDrain(server, closed));
      server.close();
    }
  }
  if (servers.length === 0) process.nextTick(done);
  return {
    abort() {
      for (const drain of drains) drain.abort();
    },
  };
}

/** server.close() of a program under `eddy serve`: gentle, with an end. */
function closeGently(server, idle, timeout) {
  const drain = new HttpDrain(server, undefined, idle);
  const timer = setTimeout(() => drain.abort(), timeout).unref();
  server.once('close', () => clearTimeout(timer));
}

module.exports = { closeGently, drainServers };
