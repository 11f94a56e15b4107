// SPDX-License-Identifier: MIT
// A pattern or a URL given as its components, and what a base URL adds to them
// (https://urlpattern.spec.whatwg.org/#canon-processing-for-init).
'use strict';

const {
  StringPrototypeEndsWith,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  TypeError,
} = primordials;

const { HASH, HOSTNAME, PASSWORD, PATHNAME, PORT, SEARCH, USERNAME, PROTOCOL, parse, sliceHref, hasOpaquePath } =
  require('internal/url/class');
const canonical = require('internal/url/pattern/canonical');
const { escapePattern } = require('internal/url/pattern/generate');

const withoutFirst = (text, first) => (StringPrototypeStartsWith(text, first) ? StringPrototypeSlice(text, 1) : text);
const withoutColon = (text) => (StringPrototypeEndsWith(text, ':') ? StringPrototypeSlice(text, 0, -1) : text);

/** What is not given comes from the base URL, as far as nothing before it is given. The base's path, or undefined. */
function inherit(result, init, isPattern) {
  const href = parse(init.baseURL, undefined);
  if (href === undefined) throw new TypeError(`'${init.baseURL}' is no URL`);
  const part = isPattern ? (number) => escapePattern(sliceHref(href, number)) : (number) => sliceHref(href, number);
  const path = hasOpaquePath(href) ? undefined : part(PATHNAME);
  const { protocol, hostname, port } = init;
  if (protocol !== undefined) return path;
  result.protocol = part(PROTOCOL);
  if (!isPattern && hostname === undefined && port === undefined && init.username === undefined) {
    result.username = part(USERNAME);
    if (init.password === undefined) result.password = part(PASSWORD);
  }
  if (hostname !== undefined) return path;
  result.hostname = part(HOSTNAME);
  if (port !== undefined) return path;
  result.port = part(PORT);
  if (init.pathname !== undefined) return path;
  result.pathname = part(PATHNAME);
  if (init.search !== undefined) return path;
  result.search = part(SEARCH);
  if (init.hash === undefined) result.hash = part(HASH);
  return path;
}

function isAbsolute(pathname, isPattern) {
  return StringPrototypeStartsWith(pathname, '/') ||
    (isPattern && (StringPrototypeStartsWith(pathname, '\\/') || StringPrototypeStartsWith(pathname, '{/')));
}

function joined(base, pathname) {
  const slash = StringPrototypeLastIndexOf(base, '/');
  return slash === -1 ? pathname : StringPrototypeSlice(base, 0, slash + 1) + pathname;
}

/**
 * @param {object} init components, each a string or undefined; baseURL
 * @param {boolean} isPattern components are patterns: they are not made canonical yet, and what is missing stays
 *   undefined; otherwise it is ''
 */
function processInit(init, isPattern) {
  const missing = isPattern ? undefined : '';
  const result = {
    protocol: missing, username: missing, password: missing, hostname: missing,
    port: missing, pathname: missing, search: missing, hash: missing,
  };
  const basePath = init.baseURL === undefined ? undefined : inherit(result, init, isPattern);
  const { username, password, hostname, port } = init;
  if (init.protocol !== undefined) {
    const protocol = withoutColon(init.protocol);
    result.protocol = isPattern ? protocol : canonical.protocol(protocol);
  }
  if (username !== undefined) result.username = isPattern ? username : canonical.username(username);
  if (password !== undefined) result.password = isPattern ? password : canonical.password(password);
  if (hostname !== undefined) result.hostname = isPattern ? hostname : canonical.hostname(hostname);
  if (port !== undefined) result.port = isPattern ? port : canonical.port(port, result.protocol);
  if (init.pathname !== undefined) {
    let { pathname } = init;
    if (basePath !== undefined && !isAbsolute(pathname, isPattern)) pathname = joined(basePath, pathname);
    if (!isPattern) {
      const inSegments = result.protocol === '' || canonical.isSpecial(result.protocol);
      pathname = inSegments ? canonical.pathname(pathname) : canonical.opaquePathname(pathname);
    }
    result.pathname = pathname;
  }
  if (init.search !== undefined) {
    const search = withoutFirst(init.search, '?');
    result.search = isPattern ? search : canonical.search(search);
  }
  if (init.hash !== undefined) {
    const hash = withoutFirst(init.hash, '#');
    result.hash = isPattern ? hash : canonical.hash(hash);
  }
  return result;
}

module.exports = { processInit };
