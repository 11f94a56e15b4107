// SPDX-License-Identifier: MIT
// The parser of a client: turns the bytes of a socket into the IncomingMessage of a ClientRequest.
'use strict';

const { Connection } = require('internal/http/parser_callbacks');
const { IncomingMessage, kBlock, kMaxHeaders } = require('_http_incoming');
const { kAddBody, kEndBody, kOnResponseStart } = require('internal/http/hidden');
const { parseError, isLenient } = require('_http_common');
const { kFlagComplete, kFlagClose, kFlagMayKeepAlive, kFlagUpgrade, minorOf, majorOf, kGoOn, kNoBody, kUpgraded } =
  require('internal/http/bits');

const { initHooksExist } = require('internal/async_hooks');
const { getContinuation, setContinuation } = internalBinding('process');

const afterClose = 'Data after `Connection: close`';

/** On a request: the asynchronous context it was made in. */
const kContextFrame = Symbol('kContextFrame');

// Defines a response's own `socket`, as in Node: clients ask with hasOwnProperty whether the answer came over TLS.
class OwnSocket extends class { constructor(message) { return message; } } {
  socket;
  constructor(message, socket) {
    super(message);
    this.socket = socket;
  }
}

class ResponseParser extends Connection {
  constructor(req, socket) {
    const maxHead = maxHeadOf(req), lenient = leniencyOf(req);
    super(1, maxHead, lenient);
    this.maxHead = maxHead;
    this.lenient = lenient;
    this.socket = socket;
    this.failed = null;
    this.upgraded = false;
    this.ignoring = false;
    this.begin(req);
  }

  begin(req) {
    this.req = req;
    this.maxHeaders = typeof req.maxHeadersCount === 'number' ? req.maxHeadersCount : 0;
    this.joinDuplicateHeaders = req.joinDuplicateHeaders;
    this.incoming = null;
    this.done = false;
    this.closing = false; // the server has said so
    this.informational = false;
    // A connection may serve requests of several asynchronous contexts.
    this.frame = req[kContextFrame];
    this.context = initHooksExist() ? require('internal/http/async_context').ofRequest(req) : null;
  }

  /** The next request on the same connection. @returns {boolean} false: it needs another parser */
  reuse(req) {
    if (!this.done || this.ignoring || this.upgraded || this.failed !== null) return false;
    if (this.maxHead !== maxHeadOf(req) || this.lenient !== leniencyOf(req)) return false;
    this.begin(req);
    return true;
  }

  resumeReading() {
    this.socket?.resume();
  }

  onHead(bits, reason, head, body, status) {
    if (this.context === null) return this.headInFrame(bits, reason, head, body, status);
    return this.context.run(this, this.headInFrame, bits, reason, head, body, status);
  }

  headInFrame(bits, reason, head, body, status) {
    const before = getContinuation();
    if (before === this.frame) return this.takeHead(bits, reason, head, body, status);
    setContinuation(this.frame);
    try {
      return this.takeHead(bits, reason, head, body, status);
    } finally {
      setContinuation(before);
    }
  }

  takeHead(bits, reason, head, body, status) {
    const { req, socket } = this;
    if (req.aborted) return kGoOn;
    if (req.res) {
      // A second response that nobody asked for.
      if (this.closing) {
        this.onParseError('HPE_CLOSED_CONNECTION', afterClose, 0, undefined);
        return kNoBody;
      }
      this.done = true;
      this.ignoring = true;
      socket.destroy();
      return kGoOn;
    }
    const res = new IncomingMessage(socket);
    new OwnSocket(res, socket); // eslint-disable-line no-new
    res.client = socket;
    res.httpVersionMajor = majorOf(bits);
    res.httpVersionMinor = minorOf(bits);
    res.httpVersion = `${res.httpVersionMajor}.${res.httpVersionMinor}`;
    res.statusCode = status;
    res.statusMessage = reason;
    res[kBlock] = head;
    res.joinDuplicateHeaders = req.joinDuplicateHeaders;
    res.req = req;
    res._parser = this;
    if (this.maxHeaders > 0) res[kMaxHeaders] = this.maxHeaders;

    if ((bits & kFlagUpgrade) !== 0 || req.method === 'CONNECT') {
      res.upgrade = true;
      this.incoming = res;
      req.res = res;
      this.upgraded = true;
      return kUpgraded;
    }
    res.upgrade = false;
    // 101 without the headers that go with it changes nothing: it is an answer.
    if (status >= 100 && status < 200 && status !== 101) {
      if (status === 100) req.emit('continue');
      req.emit('information', {
        statusCode: status, statusMessage: reason, httpVersion: res.httpVersion,
        httpVersionMajor: res.httpVersionMajor, httpVersionMinor: res.httpVersionMinor,
        headers: res.headers, rawHeaders: res.rawHeaders,
      });
      this.informational = true;
      return kNoBody;
    }
    this.informational = false;
    const isHead = req.method === 'HEAD';
    let keepAlive = (bits & kFlagMayKeepAlive) !== 0;
    if (isHead && !keepAlive) keepAlive = res.httpVersionMinor > 0 && (bits & kFlagClose) === 0;
    if (req.shouldKeepAlive && !keepAlive) req.shouldKeepAlive = false;
    this.closing = !keepAlive;
    this.incoming = res;
    req.res = res;
    req[kOnResponseStart](res, socket);
    const isComplete = (bits & kFlagComplete) !== 0;
    if (body !== undefined && (isComplete || isHead)) res[kAddBody](body);
    try {
      // Nobody takes the response: read it away.
      if (req.aborted || !req.emit('response', res)) res._dump();
    } finally {
      if (isComplete) this.onComplete(undefined);
    }
    return isHead ? kNoBody : kGoOn;
  }

  onBody(chunk) {
    if (this.context === null) this.bodyInFrame(chunk);
    else this.context.run(this, this.bodyInFrame, chunk);
  }

  bodyInFrame(chunk) {
    const res = this.incoming;
    if (res === null || this.ignoring) return;
    const before = getContinuation();
    setContinuation(this.frame);
    try {
      if (!res[kAddBody](chunk)) this.socket.pause();
    } finally {
      setContinuation(before);
    }
  }

  onComplete(trailers) {
    if (this.informational || this.ignoring) return;
    if (this.context === null) {
      this.completeInFrame(trailers);
      return;
    }
    this.context.run(this, this.completeInFrame, trailers);
    this.context.end();
  }

  completeInFrame(trailers) {
    const res = this.incoming;
    if (res !== null) {
      const before = getContinuation();
      setContinuation(this.frame);
      try {
        res[kEndBody](trailers);
      } finally {
        setContinuation(before);
      }
    }
    this.done = true;
    // Its reader was slow, and asks for nothing more: what comes now is the next response.
    const { socket } = this;
    if (typeof socket.isPaused === 'function' && socket.isPaused()) socket.resume();
  }

  onParseError(code, reason, bytesParsed, rawPacket) {
    // Nothing may follow the last response of a connection.
    const last = this.done && this.closing;
    this.failed = last ? parseError('HPE_CLOSED_CONNECTION', afterClose, bytesParsed + 1, rawPacket) :
      parseError(code, reason, bytesParsed, rawPacket);
  }
}
function leniencyOf(req) {
  return (req.insecureHTTPParser === undefined ? isLenient() : req.insecureHTTPParser) ? 1 : 0;
}

function maxHeadOf(req) {
  return req.maxHeaderSize || require('internal/options').getOptionValue('--max-http-header-size') || 16384;
}

module.exports = { kContextFrame, ResponseParser };
