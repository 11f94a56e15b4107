// SPDX-License-Identifier: MIT
// A connection of fetch(): C reads and writes the socket's handle (src/http/connection.c), and JavaScript hears once
// of a response that comes in one read. The net.Socket has made the connection, and will close it.
'use strict';

const { Connection } = require('internal/http/parser_callbacks');
const { kFlagComplete, kFlagMayKeepAlive, kGoOn, kNoBody } = require('internal/http/bits');
const { ErrnoException } = require('internal/errors');
const { UV_ECONNRESET } = internalBinding('uv');

const MAX_HEAD = 16384;
const KEPT = 4000;         // ms that an idle connection is kept, if the server does not say how long it does
const KEPT_MOST = 600_000;
const MARGIN = 2000;       // ms before the server would close it
const keepAliveHint = /(?:^|\n)keep-alive:[^\r\n]*?timeout=(\d{1,9})/i;

class ClientConnection extends Connection {
  constructor(pool, socket) {
    super(1, require('internal/options').getOptionValue('--max-http-header-size') || MAX_HEAD, 0);
    this.pool = pool;
    this.socket = socket;
    this.exchange = null;   // whose answer is awaited, or arriving
    this.keep = false;
    this.keepFor = KEPT;
    this.goodUntil = 0;     // of an idle one
    this.used = 0;
    this.paused = false;
    this.dead = false;
    this.consume(socket._handle, false);
    this.wholeBodies();
    this.readStart();
    socket.on('close', () => this.destroy());
  }

  /** Sends a request. @param {Exchange} exchange with head and body */
  start(exchange) {
    this.exchange = exchange;
    exchange.connection = this;
    if (this.used++ > 0) this.socket._handle?.ref();
    const result = this.send(exchange.head, exchange.body, 0);
    if (result < 0) this.broken(new ErrnoException(result, 'write'));
  }

  // ---- what C tells --------------------------------------------------------------------------------------

  onHead(bits, reason, head, body, status) {
    const { exchange } = this;
    if (exchange === null || exchange.answered || status === 101) { // nobody asked
      this.broken(this.lost('bad response'));
      return kNoBody;
    }
    if (status < 200) return kNoBody;
    this.keep = (bits & kFlagMayKeepAlive) !== 0;
    if (this.keep) {
      const hint = keepAliveHint.exec(head);
      this.keepFor = hint === null ? KEPT : Math.min(Number(hint[1]) * 1000 - MARGIN, KEPT_MOST);
    }
    const complete = (bits & kFlagComplete) !== 0;
    if (complete) this.release(exchange);
    exchange.respond(status, reason, head, body, complete);
    return kGoOn;
  }

  onBody(chunk) {
    const { exchange } = this;
    if (exchange !== null && exchange.answered && !exchange.push(chunk)) this.pause();
  }

  onComplete() {
    const { exchange } = this;
    if (exchange === null || !exchange.answered) return; // informational
    this.release(exchange);
    exchange.finish();
  }

  onEnd(status) {
    // May complete it, or call onParseError. What ends with its connection may end with a reset too, as undici has it.
    if ((status === 0 || status === UV_ECONNRESET && !this.keep) && this.exchange !== null) this.finish();
    this.keep = false;
    this.broken(status < 0 ? new ErrnoException(status, 'read') : this.lost('other side closed'));
  }

  onParseError(code, reason, bytesParsed, rawPacket) {
    if (code === 'HPE_INVALID_EOF_STATE') return; // onEnd has a better word for it
    const { HTTPParserError, HeadersOverflowError } = require('internal/deps/undici/lib/core/errors');
    this.broken(code === 'HPE_HEADER_OVERFLOW' ? new HeadersOverflowError() :
      new HTTPParserError(`Response does not match the HTTP/1.1 protocol (${reason})`, code.replace(/^HPE_/, ''),
                          rawPacket?.subarray(bytesParsed)));
  }

  onDrain(status) {
    if (status < 0) this.broken(new ErrnoException(status, 'write'));
  }

  // ---- reading -------------------------------------------------------------------------------------------

  pause() {
    if (this.paused || this.dead) return;
    this.paused = true;
    this.readStop();
  }

  resume() {
    if (!this.paused || this.dead) return;
    this.paused = false;
    this.readStart();
  }

  // ---- the end -------------------------------------------------------------------------------------------

  lost(message) {
    const { SocketError } = require('internal/deps/undici/lib/core/errors');
    const { getSocketInfo } = require('internal/deps/undici/lib/core/util');
    return new SocketError(message, getSocketInfo(this.socket));
  }

  /** The response of `exchange` is complete: the connection is for the next. */
  release(exchange) {
    this.exchange = null;
    exchange.connection = null;
    this.resume();
    if (!this.keep || this.keepFor <= 0 || this.dead) this.destroy();
    else this.pool.idle(this);
  }

  broken(error) {
    const { exchange } = this;
    this.exchange = null;
    this.destroy();
    if (exchange !== null) exchange.lost(error, this.used > 1);
  }

  destroy() {
    if (this.dead) return;
    this.dead = true;
    const { exchange } = this;
    this.exchange = null;
    this.pool.remove(this);
    super.free();
    this.socket.destroy();
    if (exchange !== null) exchange.lost(this.lost('other side closed'), this.used > 1);
  }
}

module.exports = { ClientConnection };
