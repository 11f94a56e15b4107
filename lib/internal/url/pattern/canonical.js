// SPDX-License-Identifier: MIT
// The parts of a URL in the form the URL parser gives them
// (https://urlpattern.spec.whatwg.org/#canon-encoding-callbacks). What is no such part throws.
'use strict';

const {
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
  StringPrototypeToLowerCase,
  TypeError,
  encodeURIComponent,
  hardenRegExp,
} = primordials;

const { HASH, HOSTNAME, PASSWORD, PATHNAME, SEARCH, USERNAME, parse, offsets, sliceHref } =
  require('internal/url/class');
const { update } = internalBinding('url');

// What the parser leaves as it is, in every part that percent-encodes.
const plainRegExp = /^[A-Za-z0-9_-]*$/;
const plainPathRegExp = /^\/?(?:[A-Za-z0-9_-]+\/)*[A-Za-z0-9_-]*$/;
const plainSchemeRegExp = /^[a-z][a-z0-9+.-]*$/;
const ipv6RegExp = /^[0-9A-Fa-f[\]:]*$/;
const portRegExp = /^[0-9]+/;
const newlineRegExp = hardenRegExp(/[\t\n\r]/g);
const opaqueEndRegExp = hardenRegExp(/[?#][^]*$/);
// The C0 control percent-encode set; lone surrogates have been replaced before.
const opaqueRegExp = hardenRegExp(/[^ -~]+/g);

const defaultPorts = { __proto__: null, 'http': '80', 'https': '443', 'ws': '80', 'wss': '443', 'ftp': '21', 'file': '' };

/** Whether a URL of this scheme has a host and a path in segments. */
const isSpecial = (scheme) => defaultPorts[scheme] !== undefined;

function refuse(part, value) {
  throw new TypeError(`'${value}' is no ${part}`);
}

const dummy = 'https://dummy.invalid/';

/** What becomes of `value` when it is set as a part of a URL that has none of it; undefined: it is refused. */
function through(part, value) {
  parse(dummy, undefined);
  const href = update(dummy, part, value);
  return href === undefined ? undefined : sliceHref(href, part);
}

function protocol(value) {
  if (value === '' || RegExpPrototypeExec(plainSchemeRegExp, value) !== null) return value;
  const href = parse(`${value}://dummy.invalid/`, undefined);
  if (href === undefined) refuse('protocol', value);
  return StringPrototypeSlice(href, 0, offsets[0] - 1);
}

function userinfo(part, value) {
  return RegExpPrototypeExec(plainRegExp, value) !== null ? value : through(part, value) ?? '';
}

const username = (value) => userinfo(USERNAME, value);
const password = (value) => userinfo(PASSWORD, value);

function hostname(value) {
  return value === '' ? value : through(HOSTNAME, value) ?? refuse('hostname', value);
}

/** Pieces of an IPv6 address. */
function ipv6(value) {
  if (RegExpPrototypeExec(ipv6RegExp, value) === null) refuse('IPv6 address', value);
  return StringPrototypeToLowerCase(value);
}

/**
 * @param {string} value
 * @param {string} [scheme] its default port becomes ''
 */
function port(value, scheme = '') {
  if (value === '') return value;
  const digits = RegExpPrototypeExec(portRegExp, RegExpPrototypeSymbolReplace(newlineRegExp, value, ''));
  const number = digits === null ? -1 : +digits[0];
  if (number < 0 || number > 65535) refuse('port', value);
  const text = `${number}`;
  return defaultPorts[scheme] === text ? '' : text;
}

/** The path of a special URL, or a piece from inside of it. */
function pathname(value) {
  if (RegExpPrototypeExec(plainPathRegExp, value) !== null) return value;
  // The setter would put "/" before a piece, and take a leading "." for a segment.
  const whole = StringPrototypeCharCodeAt(value, 0) === 47;
  const path = through(PATHNAME, whole ? value : `/-${value}`);
  return whole ? path : StringPrototypeSlice(path, 2);
}

function opaquePathname(value) {
  if (RegExpPrototypeExec(plainRegExp, value) !== null) return value;
  value = RegExpPrototypeSymbolReplace(newlineRegExp, value, '');
  value = RegExpPrototypeSymbolReplace(opaqueEndRegExp, value, '');
  return RegExpPrototypeSymbolReplace(opaqueRegExp, value, encodeURIComponent);
}

function search(value) {
  return RegExpPrototypeExec(plainRegExp, value) !== null ? value : through(SEARCH, `?${value}`);
}

function hash(value) {
  return RegExpPrototypeExec(plainRegExp, value) !== null ? value : through(HASH, `#${value}`);
}

module.exports = {
  defaultPorts, isSpecial,
  protocol, username, password, hostname, ipv6, port, pathname, opaquePathname, search, hash,
};
