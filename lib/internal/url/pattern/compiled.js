// SPDX-License-Identifier: MIT
// A URL pattern, compiled: what lies behind class URLPattern, and is loaded with the first of them.
'use strict';

const {
  ObjectKeys,
  ObjectSetPrototypeOf,
  StringPrototypeStartsWith,
  TypeError,
} = primordials;

const { HASH, HOSTNAME, PASSWORD, PATHNAME, PORT, PROTOCOL, SEARCH, USERNAME, parse, sliceHref } =
  require('internal/url/class');
const canonical = require('internal/url/pattern/canonical');
const { ANYTHING, compile } = require('internal/url/pattern/component');
const { matchesSpecial, parseConstructorString } = require('internal/url/pattern/constructor_string');
const { processInit } = require('internal/url/pattern/init');
const { hostnameSeparators, pathnameSeparators, separators } = require('internal/url/pattern/parts');

const isIPv6 = (pattern) => pattern.length > 1 && (StringPrototypeStartsWith(pattern, '[') ||
  StringPrototypeStartsWith(pattern, '{[') || StringPrototypeStartsWith(pattern, '\\['));

class CompiledPattern {
  /**
   * @param {string|object} input well-formed; an object has strings for components
   * @param {string} [baseURL]
   * @param {boolean} ignoreCase
   * @throws {TypeError} whatever is wrong with it
   */
  constructor(input, baseURL, ignoreCase) {
    let init = input;
    if (typeof input === 'string') {
      init = parseConstructorString(input);
      if (baseURL === undefined && init.protocol === undefined) {
        throw new TypeError(`'${input}' needs a base URL`);
      }
      init.baseURL = baseURL;
    } else if (baseURL !== undefined) {
      throw new TypeError('A base URL can only be given with a string');
    }
    init = processInit(init, true);
    const { protocol = '*', username = '*', password = '*', hostname = '*', pathname = '*', search = '*', hash = '*' } = init;
    let { port = '*' } = init;
    if (port !== '' && canonical.defaultPorts[protocol] === port) port = '';
    this.protocol = compile(protocol, canonical.protocol, separators);
    this.username = compile(username, canonical.username, separators);
    this.password = compile(password, canonical.password, separators);
    this.hostname = compile(hostname, isIPv6(hostname) ? canonical.ipv6 : canonical.hostname, hostnameSeparators);
    this.port = compile(port, canonical.port, separators);
    this.pathname = matchesSpecial(this.protocol) ?
      compile(pathname, canonical.pathname, pathnameSeparators, ignoreCase) :
      compile(pathname, canonical.opaquePathname, separators, ignoreCase);
    this.search = compile(search, canonical.search, separators, ignoreCase);
    this.hash = compile(hash, canonical.hash, separators, ignoreCase);
  }

  get hasRegExpGroups() {
    return this.protocol.hasRegExpGroups || this.username.hasRegExpGroups || this.password.hasRegExpGroups ||
      this.hostname.hasRegExpGroups || this.port.hasRegExpGroups || this.pathname.hasRegExpGroups ||
      this.search.hasRegExpGroups || this.hash.hasRegExpGroups;
  }

  /**
   * @param {string|object} input as for the constructor
   * @param {string} [baseURL] for a string
   */
  test(input, baseURL) {
    if (typeof input !== 'string') {
      const url = processed(input);
      return url !== undefined && this.protocol.test(url.protocol) && this.username.test(url.username) &&
        this.password.test(url.password) && this.hostname.test(url.hostname) && this.port.test(url.port) &&
        this.pathname.test(url.pathname) && this.search.test(url.search) && this.hash.test(url.hash);
    }
    let href = parse(input, baseURL);
    if (href !== undefined) {
      if (!testPart(this.protocol, href, PROTOCOL)) return false;
    } else {
      href = parseRelative(input, baseURL);
      if (href === undefined || !this.protocol.test('')) return false;
    }
    return testPart(this.hostname, href, HOSTNAME) &&
      testPart(this.pathname, href, PATHNAME) && testPart(this.search, href, SEARCH) &&
      testPart(this.hash, href, HASH) && testPart(this.port, href, PORT) &&
      testPart(this.username, href, USERNAME) && testPart(this.password, href, PASSWORD);
  }

  /** What each component's groups matched, or null. */
  exec(input, baseURL) {
    let url;
    if (typeof input !== 'string') {
      url = processed(input);
      if (url === undefined) return null;
    } else {
      let href = parse(input, baseURL);
      const absolute = href !== undefined;
      if (!absolute) href = parseRelative(input, baseURL);
      if (href === undefined) return null;
      url = {
        protocol: absolute ? sliceHref(href, PROTOCOL) : '', username: sliceHref(href, USERNAME),
        password: sliceHref(href, PASSWORD), hostname: sliceHref(href, HOSTNAME),
        port: sliceHref(href, PORT), pathname: sliceHref(href, PATHNAME),
        search: sliceHref(href, SEARCH), hash: sliceHref(href, HASH),
      };
    }
    const protocol = this.protocol.exec(url.protocol);
    if (protocol === null) return null;
    const hostname = this.hostname.exec(url.hostname);
    if (hostname === null) return null;
    const pathname = this.pathname.exec(url.pathname);
    if (pathname === null) return null;
    const search = this.search.exec(url.search);
    if (search === null) return null;
    const hash = this.hash.exec(url.hash);
    if (hash === null) return null;
    const port = this.port.exec(url.port);
    if (port === null) return null;
    const username = this.username.exec(url.username);
    if (username === null) return null;
    const password = this.password.exec(url.password);
    if (password === null) return null;
    const given = typeof input === 'string' ? input : withoutMissing(input);
    const inputs = baseURL === undefined ? [given] : [given, baseURL];
    const result = { hash, hostname, inputs, password, pathname, port, protocol, search, username };
    // Faster than "__proto__: null" in the literal, and what is read from it is, too.
    return ObjectSetPrototypeOf(result, null);
  }
}

/**
 * What has no scheme, given without a base: where the standard sees no URL, Node sees one whose scheme is ''. So
 * programs match request paths.
 */
function parseRelative(input, baseURL) {
  return baseURL === undefined ? parse(input, 'x://') : undefined;
}

/** The components of a URL given as an object; undefined when they are none. */
function processed(init) {
  try {
    return processInit(init, false);
  } catch {
    return undefined;
  }
}

function withoutMissing(init) {
  const copy = {};
  const keys = ObjectKeys(init);
  for (let i = 0; i < keys.length; i++) {
    if (init[keys[i]] !== undefined) copy[keys[i]] = init[keys[i]];
  }
  return copy;
}

function testPart(component, href, part) {
  return component.kind === ANYTHING || component.test(sliceHref(href, part));
}

module.exports = { CompiledPattern };
