// SPDX-License-Identifier: MIT
'use strict';
// Argument checks of node:sqlite. Its messages have a form of their own.

const { isUint8Array } = require('internal/util/types');

function invalidType(message) {
  const error = new TypeError(message);
  error.code = 'ERR_INVALID_ARG_TYPE';
  Error.captureStackTrace(error, invalidType);
  return error;
}

const make = (what, test) => (value, name) => {
  if (!test(value)) throw invalidType(`The "${name}" argument must be ${what}.`);
};

const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');

/** A path: string, Uint8Array or file URL, without NUL. */
function pathOf(value, name) {
  if (typeof value === 'string' && !value.includes('\0')) return value;
  if (isUint8Array(value) && !value.includes(0)) return Buffer.from(value).toString();
  if (isObject(value) && typeof value.href === 'string') {
    const { fileURLToPath, isURL } = require('internal/url');
    if (isURL(value)) {
      if (value.protocol !== 'file:') {
        const { codes: { ERR_INVALID_URL_SCHEME } } = require('internal/errors');
        throw new ERR_INVALID_URL_SCHEME('file');
      }
      // SQLite reads URIs itself, with their query.
      return value.search ? value.href : fileURLToPath(value);
    }
  }
  throw invalidType(`The "${name}" argument must be a string, Uint8Array, or URL without null bytes.`);
}

module.exports = {
  boolean: make('a boolean', (v) => typeof v === 'boolean'),
  func: make('a function', (v) => typeof v === 'function'),
  integer: make('an integer', (v) => Number.isInteger(v)),
  invalidType,
  isObject,
  object: make('an object', isObject),
  pathOf,
  string: make('a string', (v) => typeof v === 'string'),
};
