// SPDX-License-Identifier: MIT
// file: URLs to paths and back. Part of the keel: the module loader lives on it.
'use strict';

const {
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeCharCodeAt,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeReplaceAll,
  decodeURIComponent,
  hardenRegExp,
} = primordials;

const { codes } = require('internal/errors');
const path = require('path');
const { validateString } = require('internal/validators');
const { URL, domainToUnicode, isURL } = require('internal/url/class');

const specialRegExp = hardenRegExp(/[\x00-\x20%\\?#^[\]|~]/g);
const isWindows = process.platform === 'win32';

function windowsOption(options) {
  return options?.windows ?? isWindows;
}

/** The path a URL's pathname stands for, before decoding. */
function checkPosix(url) {
  if (url.hostname !== '') throw new codes.ERR_INVALID_FILE_URL_HOST(process.platform);
  const { pathname } = url;
  if (StringPrototypeIncludes(pathname, '%') && RegExpPrototypeExec(/%2f/i, pathname) !== null) {
    throw new codes.ERR_INVALID_FILE_URL_PATH('must not include encoded / characters', url);
  }
  return pathname;
}

function checkWindows(url) {
  const { pathname } = url;
  if (StringPrototypeIncludes(pathname, '%') && RegExpPrototypeExec(/%2f|%5c/i, pathname) !== null) {
    throw new codes.ERR_INVALID_FILE_URL_PATH('must not include encoded \\ or / characters', url);
  }
  return StringPrototypeReplaceAll(pathname, '/', '\\');
}

function windowsPath(url) {
  const pathname = decodeURIComponent(checkWindows(url));
  if (url.hostname !== '') return `\\\\${domainToUnicode(url.hostname)}${pathname}`;
  const letter = StringPrototypeCharCodeAt(pathname, 1) | 0x20;
  if (!(letter >= 97 && letter <= 122) || StringPrototypeCharCodeAt(pathname, 2) !== 58) {
    throw new codes.ERR_INVALID_FILE_URL_PATH('must be absolute', url);
  }
  return StringPrototypeSlice(pathname, 1);
}

function toFileURL(value) {
  if (typeof value === 'string') value = new URL(value);
  else if (!isURL(value)) throw new codes.ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], value);
  if (value.protocol !== 'file:') throw new codes.ERR_INVALID_URL_SCHEME('file');
  return value;
}

/**
 * The path of a file: URL.
 * @param {string|URL} value
 * @param {{windows?: boolean}} [options]
 * @returns {string}
 */
function fileURLToPath(value, options = undefined) {
  const windows = windowsOption(options);
  const url = toFileURL(value);
  return windows ? windowsPath(url) : decodeURIComponent(checkPosix(url));
}

/** The same as bytes: a path need not be valid UTF-8. */
function fileURLToPathBuffer(value, options = undefined) {
  const windows = windowsOption(options);
  const url = toFileURL(value);
  const { Buffer } = require('buffer');
  if (windows) return Buffer.from(windowsPath(url));
  return require('querystring').unescapeBuffer(Buffer.from(checkPosix(url)));
}

/** What the URL parser would drop, or take for the end of the path. */
function escapePath(string) {
  if (RegExpPrototypeExec(/^[\w/.-]*$/, string) !== null) return string;
  return RegExpPrototypeSymbolReplace(specialRegExp, string, (found) => {
    const code = StringPrototypeCharCodeAt(found, 0);
    return `%${code < 16 ? '0' : ''}${hex(code)}`;
  });
}

function hex(code) {
  const digits = '0123456789ABCDEF';
  return code < 16 ? digits[code] : `${digits[code >> 4]}${digits[code & 15]}`;
}

function shareToURL(filepath) {
  const extended = StringPrototypeStartsWith(filepath, '\\\\?\\UNC\\');
  const start = extended ? 8 : 2;
  const end = StringPrototypeIndexOf(filepath, '\\', start);
  if (end === -1) throw new codes.ERR_INVALID_ARG_VALUE('path', filepath, 'Missing UNC resource path');
  if (end === 2) throw new codes.ERR_INVALID_ARG_VALUE('path', filepath, 'Empty UNC servername');
  const host = StringPrototypeSlice(filepath, start, end);
  const rest = StringPrototypeReplaceAll(StringPrototypeSlice(filepath, end), '\\', '/');
  const url = new URL(`file://${escapePath(rest)}`);
  url.hostname = host;
  return url;
}

/**
 * The file: URL of a path, which is made absolute first.
 * @param {string} filepath
 * @param {{windows?: boolean}} [options]
 * @returns {URL}
 */
function pathToFileURL(filepath, options) {
  const windows = windowsOption(options);
  validateString(filepath, 'path');
  if (windows && StringPrototypeStartsWith(filepath, '\\\\')) {
    const drive = RegExpPrototypeExec(/^\\\\\?\\([A-Za-z]:\\[^]*)$/, filepath);
    if (drive === null) return shareToURL(filepath);
    filepath = drive[1];
  }
  let resolved = windows ? path.win32.resolve(filepath) : path.posix.resolve(filepath);
  // resolve() takes the slash at the end away, which means something in a URL.
  const last = StringPrototypeCharCodeAt(filepath, filepath.length - 1);
  if ((last === 47 || (windows && last === 92)) &&
      resolved[resolved.length - 1] !== (windows ? '\\' : '/')) {
    resolved += '/';
  }
  if (windows) {
    resolved = StringPrototypeReplaceAll(resolved, '\\', '/');
    // Without a drive, or with the name of a server.
    if (StringPrototypeStartsWith(resolved, '//')) resolved = StringPrototypeSlice(resolved, 2);
    else if (!StringPrototypeStartsWith(resolved, '/')) resolved = `/${resolved}`;
  }
  return new URL(`file://${escapePath(resolved)}`);
}

/** For functions that take paths and file: URLs alike. */
function toPathIfFileURL(value) {
  return isURL(value) ? fileURLToPath(value) : value;
}

module.exports = { fileURLToPath, fileURLToPathBuffer, pathToFileURL, toPathIfFileURL };
