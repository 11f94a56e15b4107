// SPDX-License-Identifier: MIT
// require('url'): class URL and its helpers, and the legacy functions parse, format and resolve.
'use strict';

const { FunctionPrototypeCall, StringPrototypeIndexOf, StringPrototypeSlice } = primordials;

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const internalURL = require('internal/url');
const { Url } = require('internal/url/legacy');
require('internal/url/legacy_resolve');
const { defineLazyProperties, isInsideNodeModules } = require('internal/util');
const { validateObject } = require('internal/validators');

const { URL, domainToUnicode, isURL } = internalURL;

let warned = false;

/**
 * Parses a URL into an object of its parts. Legacy: use new URL().
 * @param {string} url
 * @param {boolean} [parseQueryString] query as an object
 * @param {boolean} [slashesDenoteHost] '//a/b' has the host 'a'
 */
function urlParse(url, parseQueryString, slashesDenoteHost) {
  if (!warned && !isInsideNodeModules(100)) {
    warned = true;
    process.emitWarning('`url.parse()` behavior is not standardized and prone to errors that have ' +
      'security implications. Use the WHATWG URL API instead. CVEs are not issued for `url.parse()` ' +
      'vulnerabilities.', 'DeprecationWarning', 'DEP0169');
  }
  return parseLegacy(url, parseQueryString, slashesDenoteHost);
}

function parseLegacy(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) return url;
  const parsed = new Url();
  parsed.parse(url, parseQueryString, slashesDenoteHost);
  return parsed;
}

/** A class URL without some of its parts, or with its host in Unicode. */
function formatURL(url, options) {
  let unicode = false;
  let search = true;
  let fragment = true;
  let auth = true;
  if (options) {
    validateObject(options, 'options');
    if (options.fragment != null) fragment = Boolean(options.fragment);
    if (options.unicode != null) unicode = Boolean(options.unicode);
    if (options.search != null) search = Boolean(options.search);
    if (options.auth != null) auth = Boolean(options.auth);
  }
  if (!unicode && search && fragment && auth) return url.href;
  const { hostname, password, pathname, port, protocol, username } = url;
  let out = protocol;
  if (hostname !== '' || url.href[protocol.length] === '/' && url.href[protocol.length + 1] === '/') {
    out += '//';
    if (auth && (username || password)) out += `${username}${password ? `:${password}` : ''}@`;
    out += unicode ? domainToUnicode(hostname) || hostname : hostname;
    if (port !== '') out += `:${port}`;
  }
  out += pathname;
  // An empty query or fragment keeps its mark.
  const { href } = url;
  let end = StringPrototypeIndexOf(href, '#');
  if (end === -1) end = href.length;
  const start = StringPrototypeIndexOf(href, '?');
  if (search && start !== -1 && start < end) out += StringPrototypeSlice(href, start, end);
  if (fragment) out += StringPrototypeSlice(href, end);
  return out;
}

/**
 * The text of a URL: of a class URL (with options), of a legacy object, or of a string cleaned up.
 */
function urlFormat(urlObject, options) {
  if (typeof urlObject === 'string') {
    urlObject = urlParse(urlObject);
  } else if (typeof urlObject !== 'object' || urlObject === null) {
    throw new ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject);
  } else if (isURL(urlObject)) {
    return formatURL(urlObject, options);
  }
  return FunctionPrototypeCall(Url.prototype.format, urlObject);
}

/** The URL that a link in a document means. */
function urlResolve(source, relative) {
  return urlParse(source, false, true).resolve(relative);
}

function urlResolveObject(source, relative) {
  if (!source) return relative;
  return urlParse(source, false, true).resolveObject(relative);
}

module.exports = {
  Url,
  parse: urlParse,
  resolve: urlResolve,
  resolveObject: urlResolveObject,
  format: urlFormat,
  URL,
  URLPattern: undefined, // below
  URLSearchParams: internalURL.URLSearchParams,
  domainToASCII: internalURL.domainToASCII,
  domainToUnicode,
  pathToFileURL: internalURL.pathToFileURL,
  fileURLToPath: internalURL.fileURLToPath,
  fileURLToPathBuffer: internalURL.fileURLToPathBuffer,
  urlToHttpOptions: internalURL.urlToHttpOptions,
};
defineLazyProperties(module.exports, 'internal/url/pattern', ['URLPattern']);
