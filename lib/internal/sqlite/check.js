// SPDX-License-Identifier: MIT
'use strict';
// Argument checks of node:sqlite. Its messages have a form of their own.

const { isUint8Array } = require('internal/util/types');

function coded(Class, code, message) {
  const error = new Class(message);
  error.code = code;
  return error;
}
const invalidType = (message) => coded(TypeError, 'ERR_INVALID_ARG_TYPE', message);
const outOfRange = (message) => coded(RangeError, 'ERR_OUT_OF_RANGE', message);
const invalidState = (message) => coded(Error, 'ERR_INVALID_STATE', message);
const illegalConstructor = () => coded(Error, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
const callWithoutNew = () =>
  coded(TypeError, 'ERR_CONSTRUCT_CALL_REQUIRED', 'Cannot call constructor without `new`');

const make = (what, test) => (value, name) => {
  if (!test(value)) throw invalidType(`The "${name}" argument must be ${what}.`);
};

const isInt32 = (value) => typeof value === 'number' && Object.is(value | 0, value);
const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');

/** A path: string, Uint8Array or file URL, without NUL. */
function pathOf(value, name) {
  if (typeof value === 'string' && !value.includes('\0')) return value;
  if (isUint8Array(value) && !value.includes(0)) return Buffer.from(value).toString();
  if (isObject(value) && typeof value.href === 'string') {
    const { fileURLToPath, isURL } = require('internal/url');
    if (isURL(value)) {
      if (value.protocol !== 'file:') {
        throw coded(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file:');
      }
      // SQLite reads URIs itself, with their query.
      return value.search ? value.href : fileURLToPath(value);
    }
  }
  throw invalidType(`The "${name}" argument must be a string, Uint8Array, or URL without null bytes.`);
}

module.exports = {
  boolean: make('a boolean', (v) => typeof v === 'boolean'),
  callWithoutNew,
  func: make('a function', (v) => typeof v === 'function'),
  illegalConstructor,
  int32: make('an integer', isInt32),
  invalidState,
  invalidType,
  isInt32,
  isObject,
  object: make('an object', isObject),
  outOfRange,
  pathOf,
  string: make('a string', (v) => typeof v === 'string'),
};
