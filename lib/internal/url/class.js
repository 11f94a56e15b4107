// SPDX-License-Identifier: MIT
// class URL. A URL is its href and the offsets of its parts, as src/url/url.h draws them; parts are cut
// out when somebody asks. Part of the keel.
'use strict';

const {
  ArrayBuffer,
  Boolean,
  Int32Array,
  ObjectDefineProperties,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
  StringPrototypeToWellFormed,
  Symbol,
  SymbolToStringTag,
} = primordials;

const { codes } = require('internal/errors');
const { customInspectSymbol, getConstructorOf, kEnumerableProperty } = require('internal/util');
const { URLSearchParams, replaceList, serialize, listOf, setOwner } =
  require('internal/url/search_params');
const binding = internalBinding('url');

// C writes the offsets of what it parsed here, -1 for a part that is absent.
const offsets = new Int32Array(new ArrayBuffer(9 * 4));
binding.setOffsets(offsets);

// Where C leaves an href that differs from the input.
const results = [''];

// As enum url_found.
const FOUND_SAME = 1;
const FOUND_CHANGED = 2;
const FOUND_INVALID = 3;

// As enum url_scheme.
const SCHEME_OTHER = 1;
const SCHEME_FILE = 6;

// As enum url_part.
const PROTOCOL = 0;
const HOST = 1;
const HOSTNAME = 2;
const PORT = 3;
const USERNAME = 4;
const PASSWORD = 5;
const PATHNAME = 6;
const SEARCH = 7;
const HASH = 8;

class URLContext {
  /** @param {string} href just parsed: its offsets are in `offsets` */
  constructor(href) {
    this.href = href;
    this.protocol_end = offsets[0];
    this.username_end = offsets[1];
    this.host_start = offsets[2];
    this.host_end = offsets[3];
    this.pathname_start = offsets[5];
    this.search_start = offsets[6];
    this.hash_start = offsets[7];
    this.port = offsets[4];
    this.scheme_type = offsets[8];
  }

  get hasPort() {
    return this.port !== -1;
  }

  get hasSearch() {
    return this.search_start !== -1;
  }

  get hasHash() {
    return this.hash_start !== -1;
  }
}

/** The href, or undefined. Costs least when `input` is written as it should be. */
function parse(input, base) {
  if (base === undefined) {
    const found = binding.parseQuick(input, offsets, results);
    if (found === FOUND_SAME) return input;
    if (found === FOUND_CHANGED) return results[0];
    if (found === FOUND_INVALID) return undefined;
  }
  return binding.parse(input, base);
}

function update(context, part, value) {
  offsets[0] = context.protocol_end;
  offsets[1] = context.username_end;
  offsets[2] = context.host_start;
  offsets[3] = context.host_end;
  offsets[4] = context.port;
  offsets[5] = context.pathname_start;
  offsets[6] = context.search_start;
  offsets[7] = context.hash_start;
  offsets[8] = context.scheme_type;
  const href = binding.update(context.href, part, value);
  return href === undefined ? context : new URLContext(href);
}

/**
 * A part of the href that was parsed last, as the standard's URL record has it: "" for what is absent, without
 * the characters that set it off. For internal/url/pattern.
 */
function sliceHref(href, part) {
  switch (part) {
    case PROTOCOL:
      return StringPrototypeSlice(href, 0, offsets[0] - 1);
    case HOSTNAME: {
      const start = offsets[2];
      const end = offsets[3];
      const at = start < end && StringPrototypeCharCodeAt(href, start) === 64 ? 1 : 0;
      return StringPrototypeSlice(href, start + at, end);
    }
    case PORT:
      return offsets[4] === -1 ? '' : `${offsets[4]}`;
    case USERNAME:
      return offsets[1] <= offsets[0] + 2 ? '' : StringPrototypeSlice(href, offsets[0] + 2, offsets[1]);
    case PASSWORD:
      return offsets[2] <= offsets[1] ? '' : StringPrototypeSlice(href, offsets[1] + 1, offsets[2]);
    case PATHNAME: {
      const end = offsets[6] !== -1 ? offsets[6] : offsets[7] !== -1 ? offsets[7] : href.length;
      return StringPrototypeSlice(href, offsets[5], end);
    }
    case SEARCH:
      return offsets[6] === -1 ? '' :
        StringPrototypeSlice(href, offsets[6] + 1, offsets[7] === -1 ? href.length : offsets[7]);
    default:
      return offsets[7] === -1 ? '' : StringPrototypeSlice(href, offsets[7] + 1);
  }
}

/** Whether the href that was parsed last has a path that is no list of segments. */
function hasOpaquePath(href) {
  return offsets[1] === offsets[0] && StringPrototypeCharCodeAt(href, offsets[5]) !== 47;
}

// Given to the constructor by URL.parse(), which has parsed already.
const kParsed = Symbol('parsed');

function searchOf(context) {
  if (context.search_start === -1) return '';
  const end = context.hash_start === -1 ? context.href.length : context.hash_start;
  if (end - context.search_start <= 1) return '';
  return StringPrototypeSlice(context.href, context.search_start, end);
}

/** The error for what is no URL; the first line of its stack names no code, as where Node's comes from. */
function invalidURL(input, base) {
  const error = new TypeError('Invalid URL');
  error.code = 'ERR_INVALID_URL';
  error.input = StringPrototypeToWellFormed(input);
  if (base !== undefined) error.base = StringPrototypeToWellFormed(base);
  return error;
}

class URL {
  #context;
  #params = undefined;
  // The parameters have changed since the href was written.
  #paramsChanged = false;

  /**
   * @param {string} input
   * @param {string} [base]
   * @throws {TypeError} ERR_INVALID_URL
   */
  constructor(input, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    if (input === kParsed) {
      this.#context = new URLContext(base);
      return;
    }
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const href = parse(input, base);
    if (href === undefined) throw invalidURL(input, base);
    this.#context = new URLContext(href);
  }

  /** Like the constructor, but null when it is no URL. */
  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const href = parse(input, base);
    return href === undefined ? null : new URL(kParsed, href);
  }

  static canParse(url, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    url = `${url}`;
    if (base !== undefined) return binding.canParse(url, `${base}`);
    const quick = binding.canParseQuick(url);
    return quick === 2 ? binding.canParse(url, undefined) : quick === 1;
  }

  static createObjectURL(obj) {
    return require('internal/blob').createObjectURL(obj);
  }

  static revokeObjectURL(url) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    require('internal/blob').revokeObjectURL(url);
  }

  [customInspectSymbol](depth, options) {
    const context = this.#synced();
    if (typeof depth === 'number' && depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const constructor = getConstructorOf(this) || URL;
    const parts = {
      href: context.href,
      origin: this.origin,
      protocol: this.protocol,
      username: this.username,
      password: this.password,
      host: this.host,
      hostname: this.hostname,
      port: this.port,
      pathname: this.pathname,
      search: this.search,
      searchParams: this.searchParams,
      hash: this.hash,
    };
    if (options.showHidden) parts[Symbol('context')] = context;
    return `${constructor.name} ${inspect(parts, options)}`;
  }

  /** The context, after pending changes of the parameters have been written to it. */
  #synced() {
    if (this.#paramsChanged) {
      this.#paramsChanged = false;
      this.#context = update(this.#context, SEARCH, serialize(listOf(this.#params)));
    }
    return this.#context;
  }

  /** The search has changed: so do the parameters. */
  #resetParams() {
    this.#paramsChanged = false;
    if (this.#params !== undefined) replaceList(this.#params, searchOf(this.#context));
  }

  toString() {
    return this.#synced().href;
  }

  get href() {
    return this.#synced().href;
  }

  set href(value) {
    const before = this.#context;
    value = `${value}`;
    const href = before === undefined ? undefined : parse(value, undefined);
    if (href === undefined) throw invalidURL(value);
    this.#context = new URLContext(href);
    this.#resetParams();
  }

  get origin() {
    const context = this.#context;
    const protocol = StringPrototypeSlice(context.href, 0, context.protocol_end);
    if (protocol === 'blob:') {
      const inner = URL.parse(this.pathname);
      return inner !== null && (inner.protocol === 'http:' || inner.protocol === 'https:') ?
        inner.origin : 'null';
    }
    if (context.scheme_type === SCHEME_OTHER || context.scheme_type === SCHEME_FILE) return 'null';
    return `${protocol}//${this.host}`;
  }

  get protocol() {
    const context = this.#context;
    return StringPrototypeSlice(context.href, 0, context.protocol_end);
  }

  set protocol(value) {
    this.#context = update(this.#context, PROTOCOL, `${value}`);
  }

  get username() {
    const context = this.#context;
    if (context.protocol_end + 2 >= context.username_end) return '';
    return StringPrototypeSlice(context.href, context.protocol_end + 2, context.username_end);
  }

  set username(value) {
    this.#context = update(this.#context, USERNAME, `${value}`);
  }

  get password() {
    const context = this.#context;
    if (context.host_start <= context.username_end) return '';
    return StringPrototypeSlice(context.href, context.username_end + 1, context.host_start);
  }

  set password(value) {
    this.#context = update(this.#context, PASSWORD, `${value}`);
  }

  get host() {
    const context = this.#context;
    if (context.username_end === context.protocol_end) return '';
    let start = context.host_start;
    if (StringPrototypeCharCodeAt(context.href, start) === 64) start++;
    return StringPrototypeSlice(context.href, start, context.pathname_start);
  }

  set host(value) {
    this.#context = update(this.#context, HOST, `${value}`);
  }

  get hostname() {
    const context = this.#context;
    let start = context.host_start;
    if (start < context.host_end && StringPrototypeCharCodeAt(context.href, start) === 64) start++;
    return StringPrototypeSlice(context.href, start, context.host_end);
  }

  set hostname(value) {
    this.#context = update(this.#context, HOSTNAME, `${value}`);
  }

  get port() {
    const context = this.#context;
    return context.port === -1 ? '' : `${context.port}`;
  }

  set port(value) {
    this.#context = update(this.#context, PORT, `${value}`);
  }

  get pathname() {
    const context = this.#context;
    let end = context.href.length;
    if (context.search_start !== -1) end = context.search_start;
    else if (context.hash_start !== -1) end = context.hash_start;
    return StringPrototypeSlice(context.href, context.pathname_start, end);
  }

  set pathname(value) {
    this.#context = update(this.#context, PATHNAME, `${value}`);
  }

  get search() {
    return searchOf(this.#synced());
  }

  set search(value) {
    this.#context = update(this.#context, SEARCH, `${value}`);
    this.#resetParams();
  }

  get searchParams() {
    const context = this.#context;
    if (this.#params === undefined) {
      this.#params = new URLSearchParams();
      replaceList(this.#params, searchOf(context));
      setOwner(this.#params, () => { this.#paramsChanged = true; });
    }
    return this.#params;
  }

  get hash() {
    const context = this.#context;
    if (context.hash_start === -1 || context.href.length - context.hash_start <= 1) return '';
    return StringPrototypeSlice(context.href, context.hash_start);
  }

  set hash(value) {
    this.#context = update(this.#context, HASH, `${value}`);
  }

  toJSON() {
    return this.#synced().href;
  }
}

// A clone would be an object without anything: structuredClone() and postMessage() refuse.
URL.prototype[internalBinding('messaging').transferModeKey()] = 0;
ObjectDefineProperties(URL.prototype, {
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'URL' },
  toString: kEnumerableProperty,
  href: kEnumerableProperty,
  origin: kEnumerableProperty,
  protocol: kEnumerableProperty,
  username: kEnumerableProperty,
  password: kEnumerableProperty,
  host: kEnumerableProperty,
  hostname: kEnumerableProperty,
  port: kEnumerableProperty,
  pathname: kEnumerableProperty,
  search: kEnumerableProperty,
  searchParams: kEnumerableProperty,
  hash: kEnumerableProperty,
  toJSON: kEnumerableProperty,
});
ObjectDefineProperties(URL, {
  canParse: { __proto__: null, configurable: true, writable: true, enumerable: true },
  parse: { __proto__: null, configurable: true, writable: true, enumerable: true },
  createObjectURL: kEnumerableProperty,
  revokeObjectURL: kEnumerableProperty,
});

/** Whether a value can be used as a URL, of whatever realm or package; legacy URL objects cannot. */
function isURL(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);
}

// What a URL's hostname setter would take of it: the parser drops tabs and line ends, and stops where a path would begin.
function hostOf(domain) {
  domain = `${domain}`;
  if (RegExpPrototypeExec(/[\t\n\r/\\?#]/, domain) === null) return domain;
  return RegExpPrototypeExec(/^[^/\\?#]*/, RegExpPrototypeSymbolReplace(/[\t\n\r]/g, domain, ''))[0];
}

/** The domain as it goes over the wire, '' if it is none. */
function domainToASCII(domain) {
  if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('domain');
  return binding.domainToASCII(hostOf(domain));
}

/** The domain as people read it, '' if it is none. */
function domainToUnicode(domain) {
  if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('domain');
  return binding.domainToUnicode(hostOf(domain));
}

module.exports = {
  HASH, HOSTNAME, PASSWORD, PATHNAME, PORT, PROTOCOL, SEARCH, USERNAME,
  URL,
  domainToASCII, domainToUnicode, hasOpaquePath, isURL, offsets, parse, sliceHref,
};
