// SPDX-License-Identifier: MIT
'use strict';

// Checks of arguments, shared by the whole library. Each throws ERR_INVALID_ARG_TYPE,
// ERR_INVALID_ARG_VALUE or ERR_OUT_OF_RANGE with a stack that begins at the function's caller.

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypeJoin,
  ArrayPrototypeMap,
  Error,
  ErrorCaptureStackTrace,
  NumberIsFinite,
  NumberIsInteger,
  NumberIsNaN,
  NumberMAX_SAFE_INTEGER,
  NumberMIN_SAFE_INTEGER,
  NumberParseInt,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeExec,
  String,
  StringPrototypeIncludes,
  StringPrototypeToUpperCase,
  StringPrototypeTrim,
} = primordials;

const { codes, newStackless } = require('internal/errors');

/** Throws `codes[code]` for the caller of `validator`. */
function fail(validator, code, ...args) {
  const error = newStackless(code, args);
  if (Error.stackTraceLimit) ErrorCaptureStackTrace(error, validator);
  throw error;
}

const invalidType = 'ERR_INVALID_ARG_TYPE';
const invalidValue = 'ERR_INVALID_ARG_VALUE';
const outOfRange = 'ERR_OUT_OF_RANGE';

function isInt32(value) {
  return value === (value | 0);
}

function isUint32(value) {
  return value === (value >>> 0);
}

const octalRegExp = /^[0-7]+$/;

/** A file mode: a number or an octal string; `def` for undefined and null. */
function parseFileMode(value, name, def) {
  value ??= def;
  if (typeof value === 'string') {
    if (RegExpPrototypeExec(octalRegExp, value) === null) {
      fail(parseFileMode, invalidValue, name, value,
        'must be a 32-bit unsigned integer or an octal string');
    }
    value = NumberParseInt(value, 8);
  }
  validateUint32(value, name);
  return value;
}

/** @param {number} [min] @param {number} [max] both inclusive */
function validateInteger(value, name, min = NumberMIN_SAFE_INTEGER, max = NumberMAX_SAFE_INTEGER) {
  if (typeof value !== 'number') fail(validateInteger, invalidType, name, 'number', value);
  if (!NumberIsInteger(value)) fail(validateInteger, outOfRange, name, 'an integer', value);
  if (value < min || value > max) {
    fail(validateInteger, outOfRange, name, `>= ${min} && <= ${max}`, value);
  }
}

function validateInt32(value, name, min = -2147483648, max = 2147483647) {
  if (typeof value !== 'number') fail(validateInt32, invalidType, name, 'number', value);
  if (!NumberIsInteger(value)) fail(validateInt32, outOfRange, name, 'an integer', value);
  if (value < min || value > max) {
    fail(validateInt32, outOfRange, name, `>= ${min} && <= ${max}`, value);
  }
}

function validateUint32(value, name, positive = false) {
  if (typeof value !== 'number') fail(validateUint32, invalidType, name, 'number', value);
  if (!NumberIsInteger(value)) fail(validateUint32, outOfRange, name, 'an integer', value);
  const min = positive ? 1 : 0;
  if (value < min || value > 4294967295) {
    fail(validateUint32, outOfRange, name, `>= ${min} && <= 4294967295`, value);
  }
}

function validateString(value, name) {
  if (typeof value !== 'string') fail(validateString, invalidType, name, 'string', value);
}

function validateStringWithoutNullBytes(value, name) {
  if (typeof value !== 'string') {
    fail(validateStringWithoutNullBytes, invalidType, name, 'string', value);
  }
  if (StringPrototypeIncludes(value, '\0')) {
    fail(validateStringWithoutNullBytes, invalidValue, name, value,
      'must be a string without null bytes');
  }
}

function validateNumber(value, name, min = undefined, max = undefined) {
  if (typeof value !== 'number') fail(validateNumber, invalidType, name, 'number', value);
  if ((min != null && value < min) || (max != null && value > max) ||
      ((min != null || max != null) && NumberIsNaN(value))) {
    const lower = min != null ? `>= ${min}` : '';
    const upper = max != null ? `<= ${max}` : '';
    const range = lower && upper ? `${lower} && ${upper}` : lower || upper;
    fail(validateNumber, outOfRange, name, range, value);
  }
}

function validateOneOf(value, name, oneOf) {
  if (ArrayPrototypeIncludes(oneOf, value)) return;
  const list = ArrayPrototypeJoin(ArrayPrototypeMap(oneOf,
    (each) => (typeof each === 'string' ? `'${each}'` : String(each))), ', ');
  fail(validateOneOf, invalidValue, name, value, `must be one of: ${list}`);
}

function validateBoolean(value, name) {
  if (typeof value !== 'boolean') fail(validateBoolean, invalidType, name, 'boolean', value);
}

const kValidateObjectNone = 0;
const kValidateObjectAllowNullable = 1 << 0;
const kValidateObjectAllowArray = 1 << 1;
const kValidateObjectAllowFunction = 1 << 2;
const kValidateObjectAllowObjects = kValidateObjectAllowArray | kValidateObjectAllowFunction;
const kValidateObjectAllowObjectsAndNull =
  kValidateObjectAllowObjects | kValidateObjectAllowNullable;

function validateObject(value, name, options = kValidateObjectNone) {
  const type = typeof value;
  const allowed = value === null ? (options & kValidateObjectAllowNullable) !== 0 :
    type === 'object' ? (options & kValidateObjectAllowArray) !== 0 || !ArrayIsArray(value) :
      type === 'function' && (options & kValidateObjectAllowFunction) !== 0;
  if (!allowed) fail(validateObject, invalidType, name, 'Object', value);
}

/** An object, function, null or undefined: what WebIDL takes for a dictionary. */
function validateDictionary(value, name) {
  if (value != null && typeof value !== 'object' && typeof value !== 'function') {
    fail(validateDictionary, invalidType, name, 'a dictionary', value);
  }
}

function validateArray(value, name, minLength = 0) {
  if (!ArrayIsArray(value)) fail(validateArray, invalidType, name, 'Array', value);
  if (value.length < minLength) {
    fail(validateArray, invalidValue, name, value, `must be longer than ${minLength}`);
  }
}

function validateStringArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) validateString(value[i], `${name}[${i}]`);
}

function validateBooleanArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) validateBoolean(value[i], `${name}[${i}]`);
}

function validateAbortSignalArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) {
    const indexedName = `${name}[${i}]`;
    if (value[i] === undefined) fail(validateAbortSignalArray, invalidType, indexedName, 'AbortSignal', value[i]);
    validateAbortSignal(value[i], indexedName);
  }
}

let signals;
function validateSignalName(signal, name = 'signal') {
  validateString(signal, name);
  signals ??= internalBinding('constants').os.signals;
  if (signals[signal] !== undefined) return;
  if (signals[StringPrototypeToUpperCase(signal)] !== undefined) {
    fail(validateSignalName, 'ERR_UNKNOWN_SIGNAL', `${signal} (signals must use all capital letters)`);
  }
  fail(validateSignalName, 'ERR_UNKNOWN_SIGNAL', signal);
}

function validateBuffer(value, name = 'buffer') {
  const isView = require('internal/util/types').isArrayBufferView(value);
  if (!isView) fail(validateBuffer, invalidType, name, ['Buffer', 'TypedArray', 'DataView'], value);
}

function validateEncoding(data, encoding) {
  const normalized = require('internal/util').normalizeEncoding(encoding);
  if (normalized === 'hex' && data.length % 2 !== 0) {
    fail(validateEncoding, invalidValue, 'encoding', encoding,
      `is invalid for data of length ${data.length}`);
  }
}

/** @returns {number} the port as a number, from a number or numeric string */
function validatePort(port, name = 'Port', allowZero = true) {
  if ((typeof port !== 'number' && typeof port !== 'string') ||
      (typeof port === 'string' && StringPrototypeTrim(port).length === 0) ||
      +port !== (+port >>> 0) || port > 0xffff || (port === 0 && !allowZero)) {
    fail(validatePort, 'ERR_SOCKET_BAD_PORT', name, port, allowZero);
  }
  return port | 0;
}

function validateAbortSignal(signal, name) {
  if (signal !== undefined &&
      (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    fail(validateAbortSignal, invalidType, name, 'AbortSignal', signal);
  }
}

function validateFunction(value, name) {
  if (typeof value !== 'function') fail(validateFunction, invalidType, name, 'Function', value);
}

function validatePlainFunction(value, name) {
  if (typeof value !== 'function' || require('internal/util/types').isAsyncFunction(value)) {
    fail(validatePlainFunction, invalidType, name, 'Function', value);
  }
}

function validateUndefined(value, name) {
  if (value !== undefined) fail(validateUndefined, invalidType, name, 'undefined', value);
}

function validateUnion(value, name, union) {
  if (!ArrayPrototypeIncludes(union, value)) {
    fail(validateUnion, invalidType, name, `('${ArrayPrototypeJoin(union, '|')}')`, value);
  }
}

/** What fs.watch() may leave out: a pattern, a RegExp, a function, or an array of those. */
function validateIgnoreOption(value, name) {
  if (value == null) return;
  if (ArrayIsArray(value)) {
    for (let i = 0; i < value.length; i++) validateIgnoreOption(value[i], `${name}[${i}]`);
    return;
  }
  if (typeof value === 'string') {
    if (value.length > 0) return;
    fail(validateIgnoreOption, invalidValue, name, value, 'must be a non-empty string');
  }
  if (typeof value !== 'function' && !require('internal/util/types').isRegExp(value)) {
    fail(validateIgnoreOption, invalidType, name, ['string', 'RegExp', 'Function'], value);
  }
}

// "<url>; rel=preload; as=style"
const linkValueRegExp = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;
const badLink = 'must be an array or string of format "</styles.css>; rel=preload; as=style"';

function checkLink(value, name) {
  if (typeof value !== 'string' || RegExpPrototypeExec(linkValueRegExp, value) === null) {
    throw new codes.ERR_INVALID_ARG_VALUE(name, value, badLink);
  }
}

/** @returns {string} the header text of the `link` hint(s) of writeEarlyHints */
function validateLinkHeaderValue(hints) {
  if (typeof hints === 'string') {
    checkLink(hints, 'hints');
    return hints;
  }
  if (!ArrayIsArray(hints)) throw new codes.ERR_INVALID_ARG_VALUE('hints', hints, badLink);
  for (let i = 0; i < hints.length; i++) checkLink(hints[i], 'hints');
  return ArrayPrototypeJoin(hints, ', ');
}

/** `this` of a method of a class whose instances have the own property `key`. */
function validateThisInternalField(object, key, className) {
  if (typeof object !== 'object' || object === null || !ObjectPrototypeHasOwnProperty(object, key)) {
    fail(validateThisInternalField, 'ERR_INVALID_THIS', className);
  }
}

/** @returns {boolean} false for undefined and NaN; throws unless the number is finite */
function validateFiniteNumber(number, name) {
  if (number === undefined) return false;
  if (NumberIsFinite(number)) return true;
  if (NumberIsNaN(number)) return false;
  validateNumber(number, name);
  fail(validateFiniteNumber, outOfRange, name, 'a finite number', number);
}

function checkRangesOrGetDefault(number, name, lower, upper, def) {
  if (!validateFiniteNumber(number, name)) return def;
  if (number < lower || number > upper) {
    fail(checkRangesOrGetDefault, outOfRange, name, `>= ${lower} and <= ${upper}`, number);
  }
  return number;
}

const validators = {
  checkRangesOrGetDefault,
  isInt32,
  isUint32,
  kValidateObjectAllowArray,
  kValidateObjectAllowFunction,
  kValidateObjectAllowNullable,
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  kValidateObjectNone,
  parseFileMode,
  validateAbortSignal,
  validateAbortSignalArray,
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateBuffer,
  validateDictionary,
  validateEncoding,
  validateFiniteNumber,
  validateFunction,
  validateIgnoreOption,
  validateInt32,
  validateInteger,
  validateLinkHeaderValue,
  validateNumber,
  validateObject,
  validateOneOf,
  validatePlainFunction,
  validatePort,
  validateSignalName,
  validateString,
  validateStringArray,
  validateStringWithoutNullBytes,
  validateThisInternalField,
  validateUint32,
  validateUndefined,
  validateUnion,
};
// As for functions made by hideStackFrames().
for (const name in validators) {
  if (typeof validators[name] === 'function') validators[name].withoutStackTrace = validators[name];
}
module.exports = validators;
