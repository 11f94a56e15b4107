// SPDX-License-Identifier: MIT
// HTTPParser, as programs know it that reach for Node's parser: the strict parser of Eddy behind the numbered
// callbacks. Nothing in the library uses it.
'use strict';

const { ObjectAssign } = primordials;

const { Connection } = require('internal/http/parser_callbacks');
const { rawHeaders } = internalBinding('http_parser');
const { kAddBody, kEndBody } = require('internal/http/hidden');
const { parseError } = require('_http_common');
const { kFlagComplete, kFlagMayKeepAlive, kFlagUpgrade, methodOf, minorOf, majorOf, kGoOn, kNoBody, kUpgraded } =
  require('internal/http/bits');
const { validateInteger } = require('internal/validators');

const REQUEST = 1, RESPONSE = 2;
const kOnMessageBegin = 0, kOnHeaders = 1, kOnHeadersComplete = 2, kOnBody = 3, kOnMessageComplete = 4, kOnExecute = 5,
  kOnTimeout = 6;
const DEFAULT_MAX_HEAD = 16384;

class HTTPParser extends Connection {
  constructor() {
    super(0, DEFAULT_MAX_HEAD, 0);
    this.type = REQUEST;
    this.failure = null;
    this[kOnTimeout] = null;
  }

  /**
   * Prepares for a new connection.
   * @param {number} type HTTPParser.REQUEST or RESPONSE
   * @param {object} [resource] the asynchronous resource; not needed here
   * @param {number} [maxHeaderSize] bytes of a head, 16 KiB by default
   * @param {number} [leniency] HTTPParser.kLenient…
   */
  initialize(type, resource, maxHeaderSize = 0, leniency = 0) {
    validateInteger(type, 'type', REQUEST, RESPONSE);
    this.type = type;
    this.failure = null;
    this.reset(type - 1, maxHeaderSize || DEFAULT_MAX_HEAD, leniency === 0 ? 0 : 1);
  }

  /** @returns {number | Error} how many bytes were used */
  execute(buffer, offset = 0, length = buffer.length - offset) {
    if (!(this instanceof HTTPParser)) throw new TypeError('Illegal invocation');
    const used = super.execute(offset === 0 && length === buffer.length ? buffer : buffer.subarray(offset, offset + length));
    return this.failure ?? used;
  }

  /** @returns {Error | undefined} what is wrong with a message that ends here */
  finish() {
    super.finish();
    return this.failure ?? undefined;
  }

  close() { this.free(); }
  remove() {}
  pause() { this.readStop(); }
  resume() { this.readStart(); }
  getCurrentBuffer() { return this.packet; }

  consume(handle) {
    super.consume(handle);
    this.readStart();
  }

  // ---- what C tells -----------------------------------------------------------------------------------

  onHead(bits, text, head, body, status) {
    const request = this.type === REQUEST;
    this[kOnMessageBegin]?.();
    const verdict = this[kOnHeadersComplete]?.(
      majorOf(bits), minorOf(bits), rawHeaders(head), request ? methodOf(bits) : undefined, request ? text : undefined,
      request ? undefined : status, request ? undefined : text, (bits & kFlagUpgrade) !== 0, (bits & kFlagMayKeepAlive) !== 0);
    if (body !== undefined) this[kOnBody]?.(body);
    if ((bits & kFlagComplete) !== 0) this[kOnMessageComplete]?.();
    if (verdict === 2 || (verdict !== 1 && (bits & kFlagUpgrade) !== 0 && request)) return kUpgraded;
    return verdict === 1 ? kNoBody : kGoOn;
  }

  onBody(chunk) {
    this[kOnBody]?.(chunk);
  }

  onComplete(trailers) {
    if (trailers !== undefined) this[kOnHeaders]?.(rawHeaders(trailers), '');
    this[kOnMessageComplete]?.();
  }

  onParseError(code, reason, bytesParsed, rawPacket) {
    this.packet = rawPacket;
    this.failure = parseError(code, reason, bytesParsed, rawPacket);
    delete this.failure.rawPacket;
    this[kOnExecute]?.(this.failure);
  }

  onUpgrade(rest) { this[kOnExecute]?.(rest.length); }
  onEnd() { this.finish(); }
  onDrain() {}
  onExpired() { this[kOnTimeout]?.(); }
}

ObjectAssign(HTTPParser, {
  REQUEST, RESPONSE, kOnMessageBegin, kOnHeaders, kOnHeadersComplete, kOnBody, kOnMessageComplete, kOnExecute, kOnTimeout,
  kLenientNone: 0, kLenientHeaders: 1, kLenientChunkedLength: 2, kLenientKeepAlive: 4, kLenientTransferEncoding: 8,
  kLenientVersion: 16, kLenientDataAfterClose: 32, kLenientOptionalLFAfterCR: 64, kLenientOptionalCRLFAfterChunk: 128,
  kLenientOptionalCRBeforeLF: 256, kLenientSpacesAfterChunkSize: 512, kLenientAll: 1023,
});

/** What parsers of the list do by themselves: they make messages, for onIncoming(message, shouldKeepAlive). */
function onHeadersComplete(major, minor, headers, method, url, status, reason, upgrade, keepAlive) {
  const { IncomingMessage } = require('_http_incoming');
  const { methods } = require('_http_common');
  const message = this.incoming = new IncomingMessage(this.socket);
  message.httpVersionMajor = major;
  message.httpVersionMinor = minor;
  message.httpVersion = `${major}.${minor}`;
  message._addHeaderLines(headers, headers.length);
  message.upgrade = upgrade;
  if (method !== undefined) {
    message.method = methods[method];
    message.url = url;
  } else {
    message.statusCode = status;
    message.statusMessage = reason;
  }
  return this.onIncoming?.(message, keepAlive);
}

function onBody(chunk) {
  this.incoming?.[kAddBody](chunk);
}

function onMessageComplete() {
  this.incoming?.[kEndBody](undefined);
}

/** Parsers that wait to be used again. */
class FreeList {
  constructor(max) {
    this.name = 'parsers';
    this.max = max;
    this.list = [];
  }

  alloc() {
    const parser = this.list.pop() ?? new HTTPParser();
    parser.incoming = parser.socket = parser.onIncoming = null;
    parser[kOnHeadersComplete] = onHeadersComplete;
    parser[kOnBody] = onBody;
    parser[kOnMessageComplete] = onMessageComplete;
    return parser;
  }

  /** @returns {boolean} whether it was taken */
  free(parser) {
    if (this.list.length >= this.max) return false;
    this.list.push(parser);
    return true;
  }
}

const parsers = new FreeList(1000);

/** Takes a parser off its request and socket, and keeps it or frees it. */
function freeParser(parser, req, socket) {
  if (parser) {
    for (const key of [kOnMessageBegin, kOnHeaders, kOnHeadersComplete, kOnBody, kOnMessageComplete, kOnExecute, kOnTimeout]) {
      parser[key] = null;
    }
    parser.onIncoming = null;
    parser.unconsume();
    if (!parsers.free(parser)) parser.free();
  }
  if (req) req.parser = null;
  if (socket) socket.parser = null;
}

module.exports = { HTTPParser, freeParser, parsers };
