// SPDX-License-Identifier: MIT
// Which calls of fetch() go the short way, and what they send: requests over HTTP/1 that nobody has put a dispatcher,
// an observer or an unusual option in the way of. All others are undici's.
'use strict';

const { channel } = require('diagnostics_channel');
const { Headers, getHeadersList } = require('internal/deps/undici/lib/web/fetch/headers');
const { Response, getResponseState } = require('internal/deps/undici/lib/web/fetch/response');
const { requestBadPort } = require('internal/deps/undici/lib/web/fetch/util');
const { getGlobalDispatcher } = require('internal/deps/undici/lib/global');
const Agent = require('internal/deps/undici/lib/dispatcher/agent');
const { install } = require('internal/fetch/body');
const { Exchange } = require('internal/fetch/exchange');
const { poolOf } = require('internal/fetch/pool');
const { isUint8Array } = require('internal/util/types');

install(Response, getResponseState);

const MAX_TARGETS = 1000; // URLs whose parsing is remembered
const methods = {
  __proto__: null,
  GET: 'GET', get: 'GET', POST: 'POST', post: 'POST', PUT: 'PUT', put: 'PUT', DELETE: 'DELETE', delete: 'DELETE',
  OPTIONS: 'OPTIONS', options: 'OPTIONS', PATCH: 'PATCH',
};
// These mean something to undici.
const special = new Set([
  'host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'upgrade', 'expect', 'range', 'if-modified-since',
  'if-none-match', 'if-unmodified-since', 'if-match', 'if-range', 'cache-control', 'pragma', 'origin', 'referer', 'te', 'trailer',
]);
const observers = [
  'undici:request:create', 'undici:request:bodySent', 'undici:request:headers', 'undici:request:trailers', 'undici:request:error',
  'undici:client:sendHeaders', 'undici:client:beforeConnect', 'undici:client:connected', 'undici:client:connectError',
].map((name) => channel(name));
const DEFAULTS = 'accept: */*\r\naccept-language: *\r\nsec-fetch-mode: cors\r\nuser-agent: node\r\n';

// ---- where to --------------------------------------------------------------------------------------------

class Target {
  constructor(url) {
    this.url = url;
    this.path = `${url.pathname}${url.search}`;
    this.hostname = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
    this.secure = url.protocol === 'https:';
    this.port = url.port === '' ? (this.secure ? 443 : 80) : Number(url.port);
    this.encodings = `accept-encoding: ${this.secure ? 'br, ' : ''}gzip, deflate\r\n`;
    this.first = `${this.path} HTTP/1.1\r\nhost: ${url.host}\r\nconnection: keep-alive\r\n`;
    this.plain = `GET ${this.first}${DEFAULTS}${this.encodings}\r\n`;
  }

  pool() {
    return poolOf(this);
  }
}

const targets = new Map(); // by text; null: not for us

/** @param {string} text @returns {Target|null} */
function targetOf(text) {
  let target = targets.get(text);
  if (target !== undefined) return target;
  target = null;
  try {
    const url = new URL(text);
    if ((url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === '' &&
        requestBadPort({ urlList: [url], url }) !== 'blocked') {
      target = new Target(url);
    }
  } catch {
    // undici says what is wrong.
  }
  if (targets.size >= MAX_TARGETS) targets.clear();
  targets.set(text, target);
  return target;
}

// ---- what ------------------------------------------------------------------------------------------------

/** @returns {boolean} whether init has nothing but what we know, in the types we know */
function isPlain(init) {
  const proto = Object.getPrototypeOf(init);
  if (proto !== Object.prototype && proto !== null) return false;
  for (const name in init) {
    const value = init[name];
    switch (name) {
      case 'method':
        if (value !== undefined && methods[value] === undefined) return false;
        break;
      case 'headers':
        if (value !== undefined && (typeof value !== 'object' || value === null)) return false;
        break;
      case 'body':
        if (value != null && typeof value !== 'string' && !isUint8Array(value) && !(value instanceof URLSearchParams)) return false;
        break;
      case 'signal':
        if (value != null && !(value instanceof AbortSignal)) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

/** The lines of the user's headers and those that undici adds, in its order; undefined: undici is to send them. */
function headerLines(target, init, type) {
  let lines = '', has = 0;
  if (init.headers !== undefined) {
    const list = getHeadersList(new Headers(init.headers));
    for (const [name, { name: given, value }] of list.headersMap) {
      if (special.has(name)) return undefined;
      if (name === 'content-type') has |= 1;
      else if (name === 'accept') has |= 2;
      else if (name === 'accept-language') has |= 4;
      else if (name === 'user-agent') has |= 8;
      else if (name === 'accept-encoding') has |= 16;
      else if (name === 'sec-fetch-mode' || name === 'set-cookie') return undefined;
      lines += `${given}: ${value}\r\n`;
    }
  }
  if (type !== null && !(has & 1)) lines += `content-type: ${type}\r\n`;
  if ((has & 30) === 0) return lines + DEFAULTS + target.encodings;
  if (!(has & 2)) lines += 'accept: */*\r\n';
  if (!(has & 4)) lines += 'accept-language: *\r\n';
  lines += 'sec-fetch-mode: cors\r\n';
  if (!(has & 8)) lines += 'user-agent: node\r\n';
  if (!(has & 16)) lines += target.encodings;
  return lines;
}

function build(target, init) {
  const method = init.method === undefined ? 'GET' : methods[init.method];
  let { body } = init, type = null;
  if (body != null) {
    if (method === 'GET') return undefined; // an error
    if (typeof body === 'string') type = 'text/plain;charset=UTF-8';
    else if (isUint8Array(body)) body = Buffer.from(body); // as it is now
    else [body, type] = [body.toString(), 'application/x-www-form-urlencoded;charset=UTF-8'];
  } else {
    body = undefined;
  }
  const lines = headerLines(target, init, type);
  if (lines === undefined) return undefined;
  let head = `${method} ${target.first}${lines}`;
  if (body !== undefined) head += `content-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  else head += method === 'POST' || method === 'PUT' || method === 'PATCH' ? 'content-length: 0\r\n\r\n' : '\r\n';
  return new Exchange(target, method, head, body, { ...init, body });
}

// ---- fetch -----------------------------------------------------------------------------------------------

// undici's own dispatcher, as long as nobody sets another.
const usual = getGlobalDispatcher();
const isOurs = usual?.constructor === Agent;
const kDispatcher = Symbol.for('undici.globalDispatcher.1');

function unobserved() {
  for (let i = 0; i < observers.length; i++) {
    if (observers[i].hasSubscribers) return false;
  }
  return true;
}

/** @returns {Promise<Response>|undefined} undefined: it is for undici */
function fetchPlainly(input, init) {
  let exchange;
  try {
    exchange = exchangeFor(input, init);
  } catch {
    return undefined; // what the user's getters and conversions throw, and bad headers: undici rejects with it
  }
  return exchange?.send();
}

function exchangeFor(input, init) {
  if (!isOurs || globalThis[kDispatcher] !== usual) return undefined;
  if (typeof input !== 'string' && !(input instanceof URL)) return undefined;
  if (init == null) init = undefined;
  else if (typeof init !== 'object' || !isPlain(init)) return undefined;
  const target = targetOf(typeof input === 'string' ? input : input.href);
  if (target === null || !unobserved()) return undefined;
  if (init === undefined) return new Exchange(target, 'GET', target.plain, undefined, undefined);
  const { signal } = init;
  if (signal?.aborted) return undefined;
  const exchange = build(target, init);
  if (exchange !== undefined && signal != null) exchange.listen(signal);
  return exchange;
}

module.exports = { fetchPlainly };
