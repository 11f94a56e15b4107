// SPDX-License-Identifier: MIT
// Header fields: objects of users to the text that src/http2/fields.c reads (name NUL value NUL flag, for each),
// and arrays as received to objects.
'use strict';

const {
  codes: {
    ERR_HTTP2_CONNECT_AUTHORITY, ERR_HTTP2_CONNECT_PATH, ERR_HTTP2_CONNECT_SCHEME, ERR_HTTP2_HEADER_SINGLE_VALUE,
    ERR_HTTP2_INVALID_CONNECTION_HEADERS, ERR_HTTP2_INVALID_PSEUDOHEADER, ERR_INVALID_ARG_VALUE, ERR_INVALID_CHAR,
    ERR_INVALID_HTTP_TOKEN,
  },
} = require('internal/errors');
const { _checkIsHttpToken: isToken } = require('_http_common');

const sensitiveHeaders = Symbol('sensitiveHeaders');

// Of these only the first counts, and only one may be sent.
const single = new Set([
  ':status', ':method', ':authority', ':scheme', ':path', ':protocol', 'access-control-allow-credentials',
  'access-control-max-age', 'access-control-request-method', 'age', 'authorization', 'content-encoding',
  'content-language', 'content-length', 'content-location', 'content-md5', 'content-range', 'content-type', 'date',
  'dnt', 'etag', 'expires', 'from', 'host', 'if-match', 'if-modified-since', 'if-none-match', 'if-range',
  'if-unmodified-since', 'last-modified', 'location', 'max-forwards', 'proxy-authorization', 'range', 'referer',
  'retry-after', 'tk', 'upgrade-insecure-requests', 'user-agent', 'x-content-type-options',
]);
const requestPseudo = new Set([':method', ':authority', ':scheme', ':path', ':protocol']);
const anyPseudo = new Set([':status', ...requestPseudo]);
const responsePseudo = new Set([':status']);
const noPseudo = new Set();
// RFC 9113 §8.2.2
const connectionSpecific = new Set([
  'connection', 'upgrade', 'http2-settings', 'keep-alive', 'proxy-connection', 'transfer-encoding',
]);
// NUL is the separator; what is not Latin-1 would be cut to something else.
// eslint-disable-next-line no-control-regex
const unsendable = /[\0\u0100-\uffff]/;

function isConnectionSpecific(name, value) {
  if (connectionSpecific.has(name)) return true;
  return name === 'te' && value !== 'trailers';
}

// Lower-case forms of names that have been checked.
const names = new Map();
function checkedName(name) {
  const known = names.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  if (lower[0] !== ':' && !isToken(lower)) throw new ERR_INVALID_HTTP_TOKEN('Header name', name);
  if (names.size < 1024) names.set(name, lower);
  return lower;
}

// The last text of fields that have one value, by name: most are the same in every response.
const lastTexts = new Map();

class BlockBuilder {
  constructor(allowed, sensitive, strict) {
    this.allowed = allowed;
    this.sensitive = sensitive;
    this.strict = strict;
    this.pseudo = '';
    this.text = '';
    this.seen = null;
  }

  addOne(name, value) {
    if (this.sensitive === null && name[0] !== ':') {
      const last = lastTexts.get(name);
      if (last !== undefined && last.value === value) {
        this.text += last.text;
        return;
      }
    }
    this.addChecked(name, value);
  }

  addChecked(name, value) {
    if (unsendable.test(value)) throw new ERR_INVALID_CHAR('header content', name);
    const flag = this.sensitive !== null && this.sensitive.includes(name) ? '1' : '0';
    if (name[0] === ':') {
      if (!this.allowed.has(name)) throw new ERR_HTTP2_INVALID_PSEUDOHEADER(name);
      this.pseudo += `${name}\0${value}\0${flag}`;
      return;
    }
    if (isConnectionSpecific(name, value)) throw new ERR_HTTP2_INVALID_CONNECTION_HEADERS(name);
    const text = `${name}\0${value}\0${flag}`;
    this.text += text;
    if (this.sensitive === null && value.length <= 64 && (lastTexts.size < 256 || lastTexts.has(name))) {
      lastTexts.set(name, { value, text });
    }
  }

  add(key, value) {
    const name = checkedName(key);
    if (name === ':status' && typeof value === 'number' && this.allowed === responsePseudo) {
      this.pseudo += `:status\0${value}\x000`;
      return;
    }
    const one = this.strict ? single.has(name) : anyPseudo.has(name);
    if (Array.isArray(value)) {
      if (value.length === 0) return;
      if (value.length > 1) {
        if (one) throw new ERR_HTTP2_HEADER_SINGLE_VALUE(name);
        for (let i = 0; i < value.length; i++) this.addOne(name, String(value[i]));
        return;
      }
      value = value[0];
    }
    if (one) {
      if (this.seen === null) this.seen = [];
      else if (this.seen.includes(name)) throw new ERR_HTTP2_HEADER_SINGLE_VALUE(name);
      this.seen.push(name);
    }
    this.addOne(name, String(value));
  }
}

function sensitiveNames(headers) {
  const list = headers[sensitiveHeaders];
  if (list === undefined || list === null) return null;
  if (!Array.isArray(list)) throw new ERR_INVALID_ARG_VALUE('headers[http2.neverIndex]', list);
  return list.length === 0 ? null : list.map((name) => String(name).toLowerCase());
}

/**
 * The text for C. Pseudo-headers go first.
 * @param {object|string[]} headers an object, or names and values in turn
 * @param {Set<string>} allowed pseudo-headers
 * @param {boolean} [strict] fields that may occur once are checked; default true
 * @returns {string}
 */
function toBlock(headers, allowed, strict = true) {
  const builder = new BlockBuilder(allowed, sensitiveNames(headers), strict);
  if (Array.isArray(headers)) {
    for (let i = 0; i + 1 < headers.length; i += 2) {
      if (headers[i + 1] !== undefined && headers[i] !== '') builder.add(headers[i], headers[i + 1]);
    }
  } else {
    for (const key in headers) {
      if (!Object.hasOwn(headers, key)) continue;
      const value = headers[key];
      if (value !== undefined && key !== '') builder.add(key, value);
    }
  }
  return builder.pseudo + builder.text;
}

/** Names and values in turn as an object, as a user would have written it. */
function rawToObject(list) {
  const headers = { __proto__: null };
  for (let i = 0; i + 1 < list.length; i += 2) {
    const name = list[i], before = headers[name];
    if (before === undefined) headers[name] = list[i + 1];
    else if (Array.isArray(before)) before.push(list[i + 1]);
    else headers[name] = [before, list[i + 1]];
  }
  if (list[sensitiveHeaders] !== undefined) headers[sensitiveHeaders] = list[sensitiveHeaders];
  return headers;
}

/**
 * Fields as received to the object that listeners get.
 * @param {string[]} list names and values in turn
 * @param {string[]} [sensitive] names that must not be indexed
 * @param {boolean} [strict] of fields that may occur once, only the first counts; else they are joined
 */
function toHeaderObject(list, sensitive, strict = true) {
  const headers = { __proto__: null };
  for (let i = 0; i < list.length; i += 2) {
    const name = list[i];
    let value = list[i + 1];
    if (name === ':status') value |= 0;
    const before = headers[name];
    if (before === undefined) headers[name] = name === 'set-cookie' ? [value] : value;
    else if (name === 'set-cookie') before.push(value);
    else if (name === 'cookie') headers[name] = `${before}; ${value}`;
    else if (!(strict ? single.has(name) : anyPseudo.has(name))) headers[name] = `${before}, ${value}`;
  }
  headers[sensitiveHeaders] = sensitive ?? [];
  return headers;
}

/** The value of one field of an array as received. */
function fieldOf(list, name) {
  for (let i = 0; i < list.length; i += 2) if (list[i] === name) return list[i + 1];
  return undefined;
}

/** RFC 9113 §8.5: what a CONNECT request may have; `has(name)`. */
function checkConnect(headers) {
  if (headers[':protocol'] !== undefined) return; // extended CONNECT, RFC 8441
  if (headers[':authority'] === undefined) throw new ERR_HTTP2_CONNECT_AUTHORITY();
  if (headers[':scheme'] !== undefined) throw new ERR_HTTP2_CONNECT_SCHEME();
  if (headers[':path'] !== undefined) throw new ERR_HTTP2_CONNECT_PATH();
}

module.exports = {
  checkConnect, fieldOf, isConnectionSpecific, noPseudo, rawToObject, requestPseudo, responsePseudo, sensitiveHeaders,
  toBlock, toHeaderObject,
};
