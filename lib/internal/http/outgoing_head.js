// SPDX-License-Identifier: MIT
// The head of a message: its headers, and what follows from them and from the message about framing and the connection.
'use strict';

const { ArrayIsArray, ObjectHasOwn } = primordials;

const { codes: { ERR_HTTP_TRAILER_INVALID, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { utcDate } = require('internal/http/date');
const { entryOf, fieldOf, isSpecial, validateHeaderName, validateHeaderValue } = require('internal/http/validate');
const { commonHead, keepAliveLine, keptLines } = require('internal/http/common_head');

// What the user's headers say about framing, found out while they are written.
const kConnectionHeader = 1;
const kContentLength = 2;
const kTransferEncoding = 4;
const kDateHeader = 8;
const kExpect = 16;
const kTrailerHeader = 32;
const kUpgradeHeader = 64;
const kKeepAliveHeader = 128;

let seen = 0; // of the head being written

function matchHeader(self, name, value) {
  switch (name.length) {
    case 4:
      if (name.toLowerCase() === 'date') seen |= kDateHeader;
      break;
    case 6:
      if (name.toLowerCase() === 'expect') seen |= kExpect;
      break;
    case 7: {
      const lower = name.toLowerCase();
      if (lower === 'trailer') seen |= kTrailerHeader;
      else if (lower === 'upgrade') seen |= kUpgradeHeader;
      break;
    }
    case 10: {
      const lower = name.toLowerCase();
      if (lower === 'connection') {
        seen |= kConnectionHeader;
        self._removedConnection = false;
        if (/(?:^|\W)close(?:$|\W)/i.test(value)) self._last = true;
        else self.shouldKeepAlive = true;
      } else if (lower === 'keep-alive') {
        seen |= kKeepAliveHeader;
        self._defaultKeepAlive = false;
      }
      break;
    }
    case 14:
      if (name.toLowerCase() === 'content-length') {
        seen |= kContentLength;
        self._contentLength = +value;
        self._removedContLen = false;
      }
      break;
    case 17:
      if (name.toLowerCase() === 'transfer-encoding') {
        seen |= kTransferEncoding;
        self._removedTE = false;
        if (/(?:^|\W)chunked(?:$|\W)/i.test(value)) self.chunkedEncoding = true;
      }
      break;
  }
}

function headerLines(self, unique, name, value, validate) {
  if (validate) {
    const field = fieldOf(name);
    if (typeof value === 'string') {
      entryOf(name, field, value);
      if (!isSpecial(field)) return `${name}: ${value}\r\n`;
    }
  }
  if (ArrayIsArray(value)) {
    const joined = (value.length < 2 || name.length !== 6 || name.toLowerCase() !== 'cookie') &&
      (unique === null || !unique.has(name.toLowerCase()));
    if (joined) {
      let lines = '';
      for (let i = 0; i < value.length; i++) {
        if (validate) validateHeaderValue(name, value[i]);
        matchHeader(self, name, value[i]);
        lines += `${name}: ${value[i]}\r\n`;
      }
      return lines;
    }
    value = value.join('; ');
  }
  if (validate && typeof value !== 'string') validateHeaderValue(name, value);
  matchHeader(self, name, value);
  return `${name}: ${value}\r\n`;
}

// The connection goes on, and for how long is said.
function keepsOn(msg, has) {
  return msg.shouldKeepAlive && ((has & kContentLength) !== 0 || msg.useChunkedEncodingByDefault) && !msg.maxRequestsOnConnectionReached &&
    msg._defaultKeepAlive && msg._keepAliveTimeout > 0 && !msg._removedConnection &&
    !(msg.chunkedEncoding && (msg.statusCode === 204 || msg.statusCode === 304));
}

// An answer of known length whose connection goes on; its own headers are for commonHead() to look at.
function isCommon(msg) {
  return typeof msg._contentLength === 'number' && msg.sendDate && msg.shouldKeepAlive && msg._defaultKeepAlive &&
    msg.useChunkedEncodingByDefault && msg._hasBody && !msg.chunkedEncoding && !msg._removedContLen && !msg._removedConnection &&
    !msg.maxRequestsOnConnectionReached && msg._keepAliveTimeout > 0;
}

/** Adds _storeHeader to OutgoingMessage.prototype; the arguments are those of outgoing_headers.js. */
module.exports = function addHeadMethod(OutgoingMessage, kOutHeaders, kUniqueHeaders) {
  /**
   * Builds this._header.
   * @param {string} firstLine with CRLF
   * @param {object|Array|null} headers the table of setHeader, an object, pairs, or a flat list
   */
  OutgoingMessage.prototype._storeHeader = function _storeHeader(firstLine, headers) {
    if ((headers ?? null) === this[kOutHeaders] && isCommon(this)) {
      const head = commonHead(firstLine, this[kOutHeaders], this._contentLength, this._keepAliveTimeout, this._maxRequestsPerSocket);
      if (head !== '') {
        this._header = head;
        this._headerSent = false;
        return;
      }
    }
    const unique = this[kUniqueHeaders];
    seen = 0;
    let head = firstLine;
    if (headers) {
      if (headers === this[kOutHeaders]) {
        for (const key in headers) {
          const entry = headers[key];
          head += headerLines(this, unique, entry[0], entry[1], false);
        }
      } else if (ArrayIsArray(headers)) {
        if (headers.length && ArrayIsArray(headers[0])) {
          for (let i = 0; i < headers.length; i++) head += headerLines(this, unique, headers[i][0], headers[i][1], true);
        } else {
          if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
          for (let n = 0; n < headers.length; n += 2) head += headerLines(this, unique, headers[n], headers[n + 1], true);
        }
      } else {
        for (const key in headers) {
          if (ObjectHasOwn(headers, key)) head += headerLines(this, unique, key, headers[key], true);
        }
      }
    }
    const has = seen;
    const kept = this.sendDate && !(has & (kDateHeader | kConnectionHeader)) && keepsOn(this, has);
    if (kept) head += keptLines(this._keepAliveTimeout, this._maxRequestsPerSocket);
    else if (this.sendDate && !(has & kDateHeader)) head += `Date: ${utcDate()}\r\n`;

    // RFC 9110: these have no body, and so no framing.
    if (this.chunkedEncoding && (this.statusCode === 204 || this.statusCode === 304)) {
      this.chunkedEncoding = false;
      this.shouldKeepAlive = false;
    }

    if (this._removedConnection) {
      // The user took the header away: the connection lives on when the length is known.
      this._last = !this.shouldKeepAlive;
    } else if (!kept && !(has & kConnectionHeader)) {
      const mayKeep = this.shouldKeepAlive && ((has & kContentLength) || this.useChunkedEncodingByDefault || this.agent);
      if (mayKeep && this.maxRequestsOnConnectionReached) {
        head += 'Connection: close\r\n';
      } else if (mayKeep) {
        head += 'Connection: keep-alive\r\n';
        if (this._keepAliveTimeout && this._defaultKeepAlive) head += keepAliveLine(this._keepAliveTimeout, this._maxRequestsPerSocket);
      } else {
        this._last = true;
        head += 'Connection: close\r\n';
      }
    }

    if (!(has & (kContentLength | kTransferEncoding))) {
      if (!this._hasBody) {
        // HEAD, 204, 304: nothing to frame.
        this.chunkedEncoding = false;
      } else if (!this.useChunkedEncodingByDefault) {
        this._last = true;
      } else if (!(has & kTrailerHeader) && !this._removedContLen && typeof this._contentLength === 'number') {
        head += `Content-Length: ${this._contentLength}\r\n`;
      } else if (!this._removedTE) {
        head += 'Transfer-Encoding: chunked\r\n';
        this.chunkedEncoding = true;
      } else {
        // Neither length nor chunks: the end of the connection is the end of the body.
        this._last = true;
      }
    }
    if (this.chunkedEncoding !== true && (has & kTrailerHeader)) throw new ERR_HTTP_TRAILER_INVALID();
    this._header = `${head}\r\n`;
    this._headerSent = false;
    if (has & kExpect) this._send(''); // the server is to answer before the body is sent
  };
};
