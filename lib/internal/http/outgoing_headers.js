// SPDX-License-Identifier: MIT
// setHeader and its family: what a message will say, before its head is written.
'use strict';

const { ArrayIsArray, ObjectKeys, ObjectValues } = primordials;

const { entryOf, fieldOf, validateHeaderName, validateHeaderValue } = require('internal/http/validate');
const { _checkInvalidHeaderChar: checkInvalidHeaderChar } = require('_http_common');
const { codes: { ERR_HTTP_HEADERS_SENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_CHAR } } = require('internal/errors');
const { tablePrototype } = require('internal/util');
const { validateString } = require('internal/validators');

/** The headers by lower-case name. */
function HeaderTable() {}
HeaderTable.prototype = tablePrototype;

/** Adds the methods to OutgoingMessage.prototype; kOutHeaders is where the table is kept,
 * kUniqueHeaders the set of names of which there is one line only. */
module.exports = function addHeaderMethods(OutgoingMessage, kOutHeaders, kUniqueHeaders) {
  OutgoingMessage.prototype.setHeader = function setHeader(name, value) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
    const field = fieldOf(name);
    const entry = entryOf(name, field, value);
    (this[kOutHeaders] ??= new HeaderTable())[field] = entry;
    return this;
  };

  OutgoingMessage.prototype.setHeaders = function setHeaders(headers) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
    if (!headers || ArrayIsArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
    }
    // set-cookie may come several times from a Headers object: an array keeps them apart.
    const cookies = [];
    for (const { 0: key, 1: value } of headers) {
      if (key === 'set-cookie') {
        if (ArrayIsArray(value)) cookies.push(...value);
        else cookies.push(value);
      } else {
        this.setHeader(key, value);
      }
    }
    if (cookies.length) this.setHeader('set-cookie', cookies);
    return this;
  };

  OutgoingMessage.prototype.appendHeader = function appendHeader(name, value) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('append');
    const field = fieldOf(name);
    validateHeaderValue(name, value);
    const headers = this[kOutHeaders];
    if (headers === null || !headers[field]) return this.setHeader(name, value);
    const entry = headers[field];
    let list = entry[1];
    if (!ArrayIsArray(list)) headers[field] = [entry[0], list = [list]]; // the entry may be in other tables as well
    if (ArrayIsArray(value)) list.push(...value);
    else list.push(value);
    return this;
  };

  OutgoingMessage.prototype.getHeader = function getHeader(name) {
    validateString(name, 'name');
    return this[kOutHeaders]?.[name.toLowerCase()]?.[1];
  };
  OutgoingMessage.prototype.getHeaderNames = function getHeaderNames() {
    return this[kOutHeaders] !== null ? ObjectKeys(this[kOutHeaders]) : [];
  };
  OutgoingMessage.prototype.getRawHeaderNames = function getRawHeaderNames() {
    return this[kOutHeaders] !== null ? ObjectValues(this[kOutHeaders]).map((entry) => entry[0]) : [];
  };
  OutgoingMessage.prototype.getHeaders = function getHeaders() {
    const out = { __proto__: null };
    for (const key in this[kOutHeaders]) out[key] = this[kOutHeaders][key][1];
    return out;
  };
  OutgoingMessage.prototype.hasHeader = function hasHeader(name) {
    validateString(name, 'name');
    return this[kOutHeaders] !== null && !!this[kOutHeaders][name.toLowerCase()];
  };
  OutgoingMessage.prototype.removeHeader = function removeHeader(name) {
    validateString(name, 'name');
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('remove');
    const key = name.toLowerCase();
    switch (key) {
      case 'connection': this._removedConnection = true; break;
      case 'content-length': this._removedContLen = true; break;
      case 'transfer-encoding': this._removedTE = true; break;
      case 'date': this.sendDate = false; break;
    }
    if (this[kOutHeaders] !== null) delete this[kOutHeaders][key];
  };

  OutgoingMessage.prototype.addTrailers = function addTrailers(headers) {
    this._trailer = '';
    const isArray = ArrayIsArray(headers);
    for (const key of ObjectKeys(headers)) {
      const field = isArray ? headers[key][0] : key;
      const value = isArray ? headers[key][1] : headers[key];
      validateHeaderName(field, 'Trailer name');
      const values = ArrayIsArray(value) ? value : [value];
      if (ArrayIsArray(value) && value.length > 1 && this[kUniqueHeaders]?.has(field.toLowerCase())) {
        const joined = value.join('; ');
        if (checkInvalidHeaderChar(joined)) throw new ERR_INVALID_CHAR('trailer content', field);
        this._trailer += `${field}: ${joined}\r\n`;
        continue;
      }
      for (const item of values) {
        if (checkInvalidHeaderChar(item)) throw new ERR_INVALID_CHAR('trailer content', field);
        this._trailer += `${field}: ${item}\r\n`;
      }
    }
  };
};
