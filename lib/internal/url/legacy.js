// SPDX-License-Identifier: MIT
// class Url: the URLs of require('url') before there was a standard. parse() takes nearly everything;
// resolving is in legacy_resolve.js. New code uses class URL.
'use strict';

const {
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeSet,
  StringPrototypeCharCodeAt,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
  decodeURIComponent,
  hardenRegExp,
} = primordials;

const { codes: { ERR_INVALID_URL } } = require('internal/errors');
const { isPlain, plain } = require('internal/url/form');
const { validateString } = require('internal/validators');
const querystring = require('querystring');
const { toASCII } = internalBinding('url');

/** Protocols that always have '//' behind them, with and without their colon. */
const slashedProtocols = new SafeSet([
  'http', 'http:', 'https', 'https:', 'ftp', 'ftp:', 'gopher', 'gopher:', 'file', 'file:',
  'ws', 'ws:', 'wss', 'wss:',
]);

function isJavaScript(protocol) {
  return protocol === 'javascript' || protocol === 'javascript:';
}

const hostMax = 255;
const unsafeRegExp = hardenRegExp(/[\t\n\r "'<>\\^`{|}]/g);
const markRegExp = hardenRegExp(/[?#]/g);
const spaceRegExp = hardenRegExp(/^[\0-\x20\xa0\ufeff]+|[\0-\x20\xa0\ufeff]+$/g);

let warnedPort = false;
function warnInvalidPort(url) {
  if (warnedPort) return;
  warnedPort = true;
  process.emitWarning(`The URL ${url} is invalid. Future versions of Node.js will throw an error.`,
    'DeprecationWarning', 'DEP0170');
}

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

function isSpace(code) {
  return code <= 32 || code === 0xa0 || code === 0xfeff;
}

function trim(text) {
  if (text === '' || (!isSpace(StringPrototypeCharCodeAt(text, 0)) &&
      !isSpace(StringPrototypeCharCodeAt(text, text.length - 1)))) return text;
  return RegExpPrototypeSymbolReplace(spaceRegExp, text, '');
}

/** Backslashes up to the query count as slashes, as browsers have it. */
function fixSlashes(text) {
  if (!StringPrototypeIncludes(text, '\\')) return text;
  const end = RegExpPrototypeExec(/[?#]/, text)?.index ?? text.length;
  const head = StringPrototypeSlice(text, 0, end);
  if (!StringPrototypeIncludes(head, '\\')) return text;
  return StringPrototypeReplaceAll(head, '\\', '/') + StringPrototypeSlice(text, end);
}

const escapes = {
  '__proto__': null, '\t': '%09', '\n': '%0A', '\r': '%0D', ' ': '%20', '"': '%22', '\'': '%27',
  '<': '%3C', '>': '%3E', '\\': '%5C', '^': '%5E', '`': '%60', '{': '%7B', '|': '%7C', '}': '%7D',
};

function escapeUnsafe(text) {
  if (RegExpPrototypeExec(/[\t\n\r "'<>\\^`{|}]/, text) === null) return text;
  return RegExpPrototypeSymbolReplace(unsafeRegExp, text, (found) => escapes[found]);
}

function isIPv6(hostname) {
  return hostname[0] === '[' && hostname[hostname.length - 1] === ']';
}

/**
 * Where credentials and host end. Only the last '@' before the path divides them.
 * @returns {{ at: number, end: number, rest: string }}
 */
function findHost(rest) {
  let at = -1;
  let end = -1;
  for (let i = 0; i < rest.length; i++) {
    switch (rest[i]) {
      case '\t': case '\n': case '\r':
        rest = StringPrototypeSlice(rest, 0, i) + StringPrototypeSlice(rest, i + 1);
        i--;
        break;
      case ' ': case '"': case '%': case '\'': case ';': case '<': case '>': case '\\': case '^':
      case '`': case '{': case '|': case '}':
        if (end === -1) end = i;
        break;
      case '#': case '/': case '?':
        return { at, end: end === -1 ? i : end, rest };
      case '@':
        at = i;
        end = -1;
        break;
    }
  }
  return { at, end: end === -1 ? rest.length : end, rest };
}

/** Takes the port off this.host and makes this.hostname of the remainder. */
Url.prototype.parseHost = function parseHost() {
  let host = this.host;
  const port = RegExpPrototypeExec(/:[0-9]*$/, host);
  if (port !== null) {
    if (port[0] !== ':') this.port = StringPrototypeSlice(port[0], 1);
    host = StringPrototypeSlice(host, 0, host.length - port[0].length);
  }
  if (host) this.hostname = host;
};

function checkHostname(hostname, input) {
  if (hostname === '') return '';
  if (isIPv6(hostname)) {
    if (RegExpPrototypeExec(/[\0\t\n\r #%/<>?@\\^|]/, hostname) !== null) throw new ERR_INVALID_URL(input);
    return hostname;
  }
  hostname = toASCII(hostname);
  if (hostname === '' || RegExpPrototypeExec(/[\0\t\n\r #%/:<>?@[\\\]^|]/, hostname) !== null) {
    throw new ERR_INVALID_URL(input);
  }
  return hostname;
}

/** Parses credentials, host and port at the beginning of `rest`; returns what follows. */
function parseAuthority(url, rest, input) {
  const found = findHost(rest);
  rest = found.rest;
  if (found.at !== -1) url.auth = decodeURIComponent(StringPrototypeSlice(rest, 0, found.at));
  url.host = StringPrototypeSlice(rest, found.at + 1, found.end);
  rest = StringPrototypeSlice(rest, found.end);
  url.parseHost();
  if (typeof url.hostname !== 'string') url.hostname = '';

  let { hostname } = url;
  const ipv6 = isIPv6(hostname);
  if (!ipv6) {
    const colon = StringPrototypeIndexOf(hostname, ':');
    if (colon !== -1) {
      // A port that is no number: it counts as the beginning of the path.
      warnInvalidPort(input);
      rest = `/${StringPrototypeSlice(hostname, colon)}${rest}`;
      hostname = StringPrototypeSlice(hostname, 0, colon);
    }
  }
  hostname = hostname.length > hostMax ? '' : StringPrototypeToLowerCase(hostname);
  hostname = checkHostname(hostname, input);
  url.host = url.port ? `${hostname}:${url.port}` : hostname;
  if (ipv6) {
    hostname = StringPrototypeSlice(hostname, 1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  url.hostname = hostname;
  return rest;
}

function parseTail(url, rest, withQuery) {
  const hash = StringPrototypeIndexOf(rest, '#');
  if (hash !== -1) {
    url.hash = StringPrototypeSlice(rest, hash);
    rest = StringPrototypeSlice(rest, 0, hash);
  }
  const question = StringPrototypeIndexOf(rest, '?');
  if (question !== -1) {
    url.search = StringPrototypeSlice(rest, question);
    url.query = StringPrototypeSlice(rest, question + 1);
    if (withQuery) url.query = querystring.parse(url.query);
    rest = StringPrototypeSlice(rest, 0, question);
  } else if (withQuery) {
    url.search = null;
    url.query = { __proto__: null };
  }
  if (rest !== '') url.pathname = rest;
}

/** The most common case: a path, perhaps with a query. */
function parseSimple(url, rest, withQuery) {
  const match = RegExpPrototypeExec(/^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/, rest);
  if (match === null) return false;
  url.path = url.href = rest;
  url.pathname = match[1];
  if (match[2]) {
    url.search = match[2];
    url.query = StringPrototypeSlice(match[2], 1);
    if (withQuery) url.query = querystring.parse(url.query);
  } else if (withQuery) {
    url.search = null;
    url.query = { __proto__: null };
  }
  return true;
}

Url.prototype.parse = function parse(input, parseQueryString, slashesDenoteHost) {
  validateString(input, 'url');
  let rest = fixSlashes(trim(input));
  if (!slashesDenoteHost && RegExpPrototypeExec(/#|^[^?]*@/, rest) === null &&
      parseSimple(this, rest, parseQueryString)) {
    return this;
  }

  const written = RegExpPrototypeExec(/^[a-z0-9.+-]+:/i, rest)?.[0];
  let protocol;
  if (written !== undefined) {
    rest = StringPrototypeSlice(rest, written.length);
    this.protocol = protocol = StringPrototypeToLowerCase(written);
  }
  let slashes = false;
  if (slashesDenoteHost || protocol || RegExpPrototypeExec(/^\/\/[^@/]+@[^@/]+/, rest) !== null) {
    slashes = StringPrototypeStartsWith(rest, '//');
    if (slashes && !isJavaScript(protocol)) {
      rest = StringPrototypeSlice(rest, 2);
      this.slashes = true;
    }
  }
  // As it has always been: "HTTP:" in capitals needs no slashes before its host.
  if (!isJavaScript(protocol) && (slashes || (written && !slashedProtocols.has(written)))) {
    rest = parseAuthority(this, rest, input);
  }
  if (!isJavaScript(protocol)) rest = escapeUnsafe(rest);
  parseTail(this, rest, parseQueryString);
  if (slashedProtocols.has(protocol) && this.hostname && !this.pathname) this.pathname = '/';
  if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
  this.href = this.format();
  return this;
};

/** "user:pass@", or nothing. */
function formatAuth(auth) {
  if (auth && isPlain(auth, plain)) return `${auth}@`;
  return auth ? `${StringPrototypeReplaceAll(require('querystring').escape(auth), '%3A', ':')}@` : '';
}

function formatHost(url) {
  const auth = formatAuth(url.auth || '');
  if (url.host) return auth + url.host;
  const { hostname } = url;
  if (!hostname) return '';
  const bare = StringPrototypeIncludes(hostname, ':') && !isIPv6(hostname) ? `[${hostname}]` : hostname;
  return url.port ? `${auth}${bare}:${url.port}` : auth + bare;
}

function formatSearch(url) {
  let search = url.search || '';
  if (search === '' && url.query !== null && typeof url.query === 'object') {
    search = querystring.stringify(url.query);
  }
  if (search !== '' && search[0] !== '?') search = `?${search}`;
  return StringPrototypeIncludes(search, '#') ? StringPrototypeReplaceAll(search, '#', '%23') : search;
}

Url.prototype.format = function format() {
  let protocol = this.protocol || '';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = formatHost(this);
  if (protocol && protocol[protocol.length - 1] !== ':') protocol += ':';
  if (this.slashes || slashedProtocols.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (StringPrototypeStartsWith(protocol, 'file')) {
      host = '//';
    }
  }
  if (RegExpPrototypeExec(/[?#]/, pathname) !== null) {
    pathname = RegExpPrototypeSymbolReplace(markRegExp, pathname, (c) => (c === '?' ? '%3F' : '%23'));
  }
  if (hash && StringPrototypeCharCodeAt(hash, 0) !== 35) hash = `#${hash}`;
  return protocol + host + pathname + formatSearch(this) + hash;
};

module.exports = { Url, isJavaScript, slashedProtocols };
