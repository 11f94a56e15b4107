// SPDX-License-Identifier: MIT
// A whole URL with patterns in it, cut into its components
// (https://urlpattern.spec.whatwg.org/#constructor-string-parsing).
'use strict';

const { ObjectKeys, StringPrototypeSlice } = primordials;

const canonical = require('internal/url/pattern/canonical');
const { compile } = require('internal/url/pattern/component');
const { separators } = require('internal/url/pattern/parts');
const { OPEN, CLOSE, REGEXP, NAME, CHAR, ESCAPED_CHAR, ASTERISK, END, INVALID_CHAR, tokenize } =
  require('internal/url/pattern/tokens');

// States, in the order of a URL. The name of a component is that of its property.
const INIT = 0;
const PROTOCOL = 1;
const AUTHORITY = 2;
const USERNAME = 3;
const PASSWORD = 4;
const HOSTNAME = 5;
const PORT = 6;
const PATHNAME = 7;
const SEARCH = 8;
const HASH = 9;
const DONE = 10;
const names = ['', 'protocol', '', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash', ''];

const schemes = ObjectKeys(canonical.defaultPorts);

/** Whether a protocol component matches a scheme whose URLs have a host and a path in segments. */
function matchesSpecial(component) {
  for (let i = 0; i < schemes.length; i++) {
    if (component.test(schemes[i])) return true;
  }
  return false;
}

class ConstructorStringParser {
  constructor(input) {
    this.input = input;
    this.tokens = tokenize(input, false);
    this.result = {
      protocol: undefined, username: undefined, password: undefined, hostname: undefined,
      port: undefined, pathname: undefined, search: undefined, hash: undefined, baseURL: undefined,
    };
    this.start = 0;
    this.at = 0;
    this.step = 1;
    this.groups = 0;
    this.brackets = 0;
    this.special = false;
    this.state = INIT;
  }

  token(at) {
    return this.tokens[at < this.tokens.length ? at : this.tokens.length - 1];
  }

  /** Whether a token is `value` and means just that. */
  is(value, at = this.at) {
    const token = this.token(at);
    return token.value === value &&
      (token.type === CHAR || token.type === ESCAPED_CHAR || token.type === INVALID_CHAR);
  }

  /** A "?" begins the search, unless it makes what is before it optional. */
  isSearchPrefix() {
    if (this.is('?')) return true;
    if (this.tokens[this.at].value !== '?') return false;
    if (this.at === 0) return true;
    const { type } = this.token(this.at - 1);
    return type !== NAME && type !== REGEXP && type !== CLOSE && type !== ASTERISK;
  }

  text() {
    return StringPrototypeSlice(this.input, this.token(this.start).index, this.tokens[this.at].index);
  }

  change(state, skip) {
    const { result, state: old } = this;
    if (names[old] !== '') result[names[old]] = this.text();
    if (old !== INIT && state !== DONE) {
      if (old < HOSTNAME && state > HOSTNAME) result.hostname ??= '';
      if (old < PATHNAME && state > PATHNAME) result.pathname ??= this.special ? '/' : '';
      if (old < SEARCH && state === HASH) result.search ??= '';
    }
    this.state = state;
    this.at += skip;
    this.start = this.at;
    this.step = 0;
  }

  rewind(state) {
    this.at = this.start;
    this.step = 0;
    this.state = state;
  }

  /** At the end of the input. True: the parser has to go on, from somewhere else. */
  finish() {
    if (this.state === INIT) {
      this.rewind(INIT);
      if (this.is('#')) this.change(HASH, 1);
      else if (this.isSearchPrefix()) this.change(SEARCH, 1);
      else this.change(PATHNAME, 0);
      return true;
    }
    if (this.state === AUTHORITY) {
      this.rewind(HOSTNAME);
      return true;
    }
    this.change(DONE, 0);
    return false;
  }

  afterProtocol() {
    this.special = matchesSpecial(compile(this.text(), canonical.protocol, separators));
    if (this.is('/', this.at + 1) && this.is('/', this.at + 2)) this.change(AUTHORITY, 3);
    else this.change(this.special ? AUTHORITY : PATHNAME, 1);
  }

  /** Looks for the beginning of what may follow the path, and of the path when `path` is set. */
  nextComponent(path) {
    if (path && this.is('/')) this.change(PATHNAME, 0);
    else if (this.state < SEARCH && this.isSearchPrefix()) this.change(SEARCH, 1);
    else if (this.is('#')) this.change(HASH, 1);
  }

  look() {
    switch (this.state) {
      case INIT:
        if (this.is(':')) this.rewind(PROTOCOL);
        break;
      case PROTOCOL:
        if (this.is(':')) this.afterProtocol();
        break;
      case AUTHORITY:
        if (this.is('@')) this.rewind(USERNAME);
        else if (this.is('/') || this.isSearchPrefix() || this.is('#')) this.rewind(HOSTNAME);
        break;
      case USERNAME:
      case PASSWORD:
        if (this.state === USERNAME && this.is(':')) this.change(PASSWORD, 1);
        else if (this.is('@')) this.change(HOSTNAME, 1);
        break;
      case HOSTNAME:
        if (this.is('[')) this.brackets++;
        else if (this.is(']')) this.brackets--;
        else if (this.brackets === 0 && this.is(':')) this.change(PORT, 1);
        else this.nextComponent(true);
        break;
      case PORT:
        this.nextComponent(true);
        break;
      case PATHNAME:
      case SEARCH:
        this.nextComponent(false);
        break;
    }
  }

  parse() {
    for (; this.at < this.tokens.length; this.at += this.step) {
      this.step = 1;
      const { type } = this.tokens[this.at];
      if (type === END) {
        if (!this.finish()) break;
      } else if (type === OPEN) {
        this.groups++;
      } else {
        // Inside of a group nothing can begin or end.
        if (this.groups > 0 && type === CLOSE) this.groups--;
        if (this.groups === 0) this.look();
      }
    }
    const { result } = this;
    if (result.hostname !== undefined) result.port ??= '';
    return result;
  }
}

/**
 * @param {string} input
 * @returns {object} its components as pattern strings, undefined when they are not there
 */
function parseConstructorString(input) {
  return new ConstructorStringParser(input).parse();
}

module.exports = { matchesSpecial, parseConstructorString };
