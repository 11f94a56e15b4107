// SPDX-License-Identifier: MIT
// ServerResponse.
'use strict';

const { ArrayIsArray, ObjectDefineProperty, ObjectKeys, ObjectSetPrototypeOf } = primordials;

const { OutgoingMessage, kOutHeaders, kUniqueHeaders, kConnection, kSocket, kErrored } = require('_http_outgoing');
const STATUS_CODES = require('internal/http/status');
const {
  ConnResetException,
  codes: {
    ERR_HTTP_HEADERS_SENT, ERR_HTTP_INVALID_STATUS_CODE, ERR_HTTP_SOCKET_ASSIGNED, ERR_INVALID_ARG_VALUE, ERR_INVALID_CHAR,
  },
} = require('internal/errors');
const { _checkInvalidHeaderChar: checkInvalidHeaderChar } = require('_http_common');
const { validateInteger, validateObject } = require('internal/validators');
const { stopPerf } = require('internal/diagnostics');

const kPerf = Symbol('perf');

function ServerResponse(req, options) {
  OutgoingMessage.call(this, options);
  this.req = req;
  this.statusCode = 200;
  this.statusMessage = undefined;
  this.sendDate = true;
  this._sent100 = false;
  this._expect_continue = false;
  if (req.method === 'HEAD') this._hasBody = false;
  if (req.httpVersionMajor < 1 || req.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = /(?:^|\W)chunked(?:$|\W)/i.test(req.headers?.te);
    this.shouldKeepAlive = false;
  }
}
ObjectSetPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
ObjectSetPrototypeOf(ServerResponse, OutgoingMessage);

ServerResponse.prototype[kPerf] = undefined;
ServerResponse.prototype.statusCode = 200;
ServerResponse.prototype.statusMessage = undefined;

function onClosed() {
  // The socket closed before the answer was finished.
  if (this._httpMessage) emitClose(this._httpMessage);
}
function emitClose(self) {
  if (self._closed) return;
  self.destroyed = true;
  self._closed = true;
  if (self._eventsCount > 0) self.emit('close');
}

/** The connection is gone before it was this answer's turn. */
function abortWaiting(res) {
  if (!res.destroyed) {
    res.destroyed = true;
    res[kErrored] = new ConnResetException('aborted');
  }
  emitClose(res);
}

ServerResponse.prototype.assignSocket = function assignSocket(socket) {
  if (socket._httpMessage) {
    if (socket._httpMessage !== this) throw new ERR_HTTP_SOCKET_ASSIGNED();
    return;
  }
  socket._httpMessage = this;
  socket.on('close', onClosed);
  this.socket = socket;
  this.emit('socket', socket);
  this._flush();
};

ServerResponse.prototype.detachSocket = function detachSocket(socket) {
  if (socket._httpMessage !== this) return;
  socket.removeListener('close', onClosed);
  socket._httpMessage = null;
  this.socket = null;
};

ServerResponse.prototype.writeContinue = function writeContinue(callback) {
  this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'latin1', callback);
  this._sent100 = true;
};

ServerResponse.prototype.writeProcessing = function writeProcessing(callback) {
  this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'latin1', callback);
};

/** Any informational answer (1xx but 101). @param {object|Array} [headers] as for writeHead() */
ServerResponse.prototype.writeInformation = function writeInformation(statusCode, headers, callback) {
  validateInteger(statusCode, 'statusCode', 100, 199);
  if (statusCode === 101) throw new ERR_HTTP_INVALID_STATUS_CODE(statusCode);
  const { validateHeaderName, validateHeaderValue } = require('_http_outgoing');
  let head = `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] || 'unknown'}\r\n`;
  let flat = [];
  if (ArrayIsArray(headers)) {
    flat = ArrayIsArray(headers[0]) ? headers.flat() : headers;
    if (flat.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
  } else if (headers !== undefined && headers !== null) {
    validateObject(headers, 'headers');
    for (const key of ObjectKeys(headers)) flat.push(key, headers[key]);
  }
  for (let i = 0; i < flat.length; i += 2) {
    validateHeaderName(flat[i]);
    validateHeaderValue(flat[i], flat[i + 1]);
    head += `${flat[i]}: ${flat[i + 1]}\r\n`;
  }
  this._writeRaw(`${head}\r\n`, 'latin1', callback);
};

const linkValue = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;

/** 103 with Link headers. */
ServerResponse.prototype.writeEarlyHints = function writeEarlyHints(hints, callback) {
  let head = 'HTTP/1.1 103 Early Hints\r\n';
  validateObject(hints, 'hints');
  if (hints.link === null || hints.link === undefined) return;
  const links = ArrayIsArray(hints.link) ? hints.link : [hints.link];
  for (const link of links) {
    if (typeof link !== 'string' || !linkValue.test(link)) {
      throw new ERR_INVALID_ARG_VALUE('hints', hints.link,
        'must be an array or string of format "</styles.css>; rel=preload; as=style"');
    }
  }
  if (links.length === 0) return;
  head += `Link: ${links.join(', ')}\r\n`;
  for (const key of ObjectKeys(hints)) {
    if (key === 'link') continue;
    const { validateHeaderName, validateHeaderValue } = require('_http_outgoing');
    validateHeaderName(key);
    validateHeaderValue(key, hints[key]);
    head += `${key}: ${hints[key]}\r\n`;
  }
  this._writeRaw(`${head}\r\n`, 'latin1', callback);
};

ServerResponse.prototype._implicitHeader = function _implicitHeader() {
  this.writeHead(this.statusCode);
};

// The last of each sixteenth of the codes. A message may be anything that a program has set.
const statusLines = new Array(16).fill(null);
class StatusLine {
  constructor(code, message) {
    this.code = code;
    this.message = message;
    this.line = `HTTP/1.1 ${code} ${message}\r\n`;
  }
}
function statusLineOf(code, message) {
  const known = statusLines[code & 15];
  if (known !== null && known.code === code && known.message === message) return known.line;
  if (checkInvalidHeaderChar(message)) throw new ERR_INVALID_CHAR('statusMessage');
  const made = new StatusLine(code, message);
  if (message === STATUS_CODES[code]) statusLines[code & 15] = made;
  return made.line;
}

/**
 * @param {number} statusCode
 * @param {string} [reason]
 * @param {object|Array} [headers]
 */
ServerResponse.prototype.writeHead = function writeHead(statusCode, reason, headers) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
  const original = statusCode;
  statusCode |= 0;
  if (statusCode < 100 || statusCode > 999) throw new ERR_HTTP_INVALID_STATUS_CODE(original);
  if (typeof reason === 'string') {
    this.statusMessage = reason;
  } else {
    this.statusMessage ||= STATUS_CODES[statusCode] || 'unknown';
    headers ??= reason;
  }
  this.statusCode = statusCode;

  let lines;
  if (this[kOutHeaders]) {
    // What was set before, with these on top.
    if (ArrayIsArray(headers)) {
      if (headers.length && ArrayIsArray(headers[0])) headers = headers.flat();
      if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
      for (let n = 0; n < headers.length; n += 2) this.removeHeaderQuietly(headers[n]);
      for (let n = 0; n < headers.length; n += 2) {
        if (headers[n]) this.appendHeader(headers[n], headers[n + 1]);
      }
    } else if (headers) {
      for (const key of ObjectKeys(headers)) {
        if (key) this.setHeader(key, headers[key]);
      }
    }
    lines = this[kOutHeaders];
  } else {
    lines = headers;
  }
  const statusLine = statusLineOf(statusCode, this.statusMessage);
  if (statusCode === 204 || statusCode === 304 || (statusCode >= 100 && statusCode <= 199)) this._hasBody = false;
  // The client waits for 100 and will not get it: what it sends next cannot be told from a body.
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;
  const convertedHeaders = lines && !ArrayIsArray(lines) && lines !== this[kOutHeaders] && typeof lines.entries === 'function' &&
    typeof lines.get === 'function' ? [...lines.entries()] : lines;
  this._storeHeader(statusLine, convertedHeaders);
  return this;
};
ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead;

ObjectDefineProperty(ServerResponse.prototype, 'removeHeaderQuietly', {
  __proto__: null,
  enumerable: false,
  value(name) {
    if (this[kOutHeaders]) delete this[kOutHeaders][String(name).toLowerCase()];
  },
});

ServerResponse.prototype._finish = function _finish() {
  if (this[kPerf] !== undefined) {
    stopPerf(this, kPerf, {
      res: { statusCode: this.statusCode, statusMessage: this.statusMessage, headers: this.getHeaders() },
    });
  }
  OutgoingMessage.prototype._finish.call(this);
};

module.exports = { ServerResponse, emitClose, abortWaiting, onClosed, kPerf, kUniqueHeaders, kConnection, kSocket, kErrored };
