// SPDX-License-Identifier: MIT
'use strict';

// require('util'): functions of internal/util and internal/util/*, which most programs need few of:
// what is rarely used is loaded by its first use.

const {
  ArrayIsArray,
  ArrayPrototypePop,
  ErrorCaptureStackTrace,
  FunctionPrototypeBind,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptors,
  ObjectKeys,
  ObjectSetPrototypeOf,
  PromisePrototypeThen,
  ReflectApply,
  StringPrototypeToWellFormed,
} = primordials;

const { codes, ErrnoException, ExceptionWithHostPort } = require('internal/errors');
const internalUtil = require('internal/util');
const { format, formatWithOptions } = require('internal/util/format');
const { validateBoolean, validateFunction, validateInteger, validateNumber, validateObject, validateString } =
  require('internal/validators');

/** Defines functions that load their module when called; `length` as documented. */
function lazyFunction(id, name, length) {
  const fn = {
    [name]: function(...args) {
      return ReflectApply(require(id)[name], this, args);
    },
  }[name];
  return ObjectDefineProperty(fn, 'length', { __proto__: null, value: length, configurable: true });
}

function checkErrno(err) {
  validateNumber(err, 'err');
  if (err >= 0 || !Number.isSafeInteger(err)) {
    throw new codes.ERR_OUT_OF_RANGE('err', 'a negative integer', err);
  }
}

/** @param {number} err e.g. -2 @returns {string} "ENOENT" */
function getSystemErrorName(err) {
  checkErrno(err);
  return internalUtil.getSystemErrorName(err);
}

/** @param {number} err e.g. -2 @returns {string} "no such file or directory" */
function getSystemErrorMessage(err) {
  checkErrno(err);
  return internalUtil.getSystemErrorMessage(err);
}

function _errnoException(...args) {
  checkErrno(args[0]);
  return new ErrnoException(...args);
}

function _exceptionWithHostPort(...args) {
  checkErrno(args[0]);
  return new ExceptionWithHostPort(...args);
}

/**
 * An async function as one that takes a callback (error, value).
 * @param {Function} original
 */
function callbackify(original) {
  validateFunction(original, 'original');
  function callbackified(...args) {
    const callback = ArrayPrototypePop(args);
    validateFunction(callback, 'last argument');
    const bound = FunctionPrototypeBind(callback, this);
    PromisePrototypeThen(ReflectApply(original, this, args),
      (value) => process.nextTick(bound, null, value),
      (reason) => process.nextTick(rejected, reason, bound));
  }
  const descriptors = ObjectGetOwnPropertyDescriptors(original);
  // One more parameter: the callback.
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  const keys = ObjectKeys(descriptors);
  for (let i = 0; i < keys.length; i++) ObjectSetPrototypeOf(descriptors[keys[i]], null);
  ObjectDefineProperties(callbackified, descriptors);
  return callbackified;
}

function rejected(reason, callback) {
  // A falsy first argument would mean success.
  if (!reason) {
    const error = new codes.ERR_FALSY_VALUE_REJECTION(reason);
    ErrorCaptureStackTrace(error, rejected);
    reason = error;
  }
  return callback(reason);
}

/**
 * Makes instances of ctor inherit from superCtor. ES classes do this better.
 * @param {Function} ctor
 * @param {Function} superCtor
 */
function inherits(ctor, superCtor) {
  if (ctor === undefined || ctor === null) throw new codes.ERR_INVALID_ARG_TYPE('ctor', 'Function', ctor);
  if (superCtor === undefined || superCtor === null) {
    throw new codes.ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor);
  }
  if (superCtor.prototype === undefined) {
    throw new codes.ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', superCtor.prototype);
  }
  ObjectDefineProperty(ctor, 'super_',
    { __proto__: null, value: superCtor, writable: true, configurable: true });
  ObjectSetPrototypeOf(ctor.prototype, superCtor.prototype);
}

function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  const keys = ObjectKeys(source);
  for (let i = keys.length - 1; i >= 0; i--) target[keys[i]] = source[keys[i]];
  return target;
}

/**
 * The functions that are being called.
 * @param {number} [frameCount] 1 to 200, 10 by default
 * @param {{sourceMap?: boolean}} [options]
 */
function getCallSites(frameCount = 10, options = undefined) {
  if (options === undefined) {
    if (typeof frameCount === 'object') {
      validateObject(frameCount, 'options');
      options = frameCount;
      frameCount = 10;
    } else {
      options = {};
    }
  } else {
    validateObject(options, 'options');
  }
  const { sourceMap } = options;
  if (sourceMap !== undefined) validateBoolean(sourceMap, 'options.sourceMap');
  validateInteger(frameCount, 'frameCount', 1, 200);
  const sites = internalBinding('util').getCallSites(frameCount);
  const { getOptionValue } = require('internal/options');
  if (sourceMap === true || (sourceMap === undefined && getOptionValue('--enable-source-maps'))) {
    return require('internal/source_map/cache').mapCallSites(sites);
  }
  return sites;
}

/** @param {string} content of a .env file */
function parseEnv(content) {
  validateString(content, 'content');
  return require('internal/util/parse_env').parseEnv(content);
}

/** Prints the stack when SIGINT ends the process. @param {boolean} enable */
function setTraceSigInt(enable) {
  const { isMainThread } = require('internal/worker/state');
  if (!isMainThread) throw new codes.ERR_WORKER_UNSUPPORTED_OPERATION('Calling util.setTraceSigInt()');
  validateBoolean(enable, 'enable');
  require('internal/process/trace_sigint').setTraceSigInt(enable);
}

/** @param {any} input @returns {string} with lone surrogates replaced */
const toUSVString = (input) => {
  return StringPrototypeToWellFormed(`${input}`);
};

function stripVTControlCharacters(str) {
  return require('internal/util/inspect/strings').stripVTControlCharacters(str);
}

const isDeepStrictEqual = (a, b, skipPrototype) => {
  return require('internal/util/comparisons').isDeepStrictEqual(a, b, Boolean(skipPrototype));
};

const parseArgs = (config = undefined) => {
  return require('internal/util/parse_args').parseArgs(config);
};

const debuglog = lazyFunction('internal/util/debuglog', 'debuglog', 2);

// What is undefined here is loaded at the first look, below; its place is here.
module.exports = {
  _errnoException,
  _exceptionWithHostPort,
  _extend: internalUtil.deprecate(_extend,
    'The `util._extend` API is deprecated. Please use Object.assign() instead.', 'DEP0060'),
  callbackify,
  convertProcessSignalToExitCode: internalUtil.convertProcessSignalToExitCode,
  debug: debuglog,
  debuglog,
  deprecate: internalUtil.deprecate,
  format,
  styleText: lazyFunction('internal/util/style_text', 'styleText', 3),
  formatWithOptions,
  getCallSites,
  getSystemErrorMap: internalUtil.getSystemErrorMap,
  getSystemErrorName,
  getSystemErrorMessage,
  inherits,
  inspect: undefined,
  isArray: internalUtil.deprecate(ArrayIsArray,
    'The `util.isArray` API is deprecated. Please use `Array.isArray()` instead.', 'DEP0044'),
  isDeepStrictEqual,
  promisify: internalUtil.promisify,
  stripVTControlCharacters,
  toUSVString,
  transferableAbortSignal: undefined,
  transferableAbortController: undefined,
  aborted: undefined,
  types: undefined,
  parseEnv,
  parseArgs,
  TextDecoder: undefined,
  TextEncoder: undefined,
  MIMEType: undefined,
  MIMEParams: undefined,
  diff: lazyFunction('internal/util/diff', 'diff', 2),
  setTraceSigInt,
};
internalUtil.defineLazyProperties(module.exports, 'internal/util/inspect', ['inspect']);
internalUtil.defineLazyProperties(module.exports, 'internal/util/mime', ['MIMEType', 'MIMEParams']);
internalUtil.defineLazyProperties(module.exports, 'internal/encoding', ['TextEncoder', 'TextDecoder']);
internalUtil.defineLazyProperties(module.exports, 'internal/abort_controller',
  ['transferableAbortSignal', 'transferableAbortController', 'aborted']);
require('internal/boot/lazy').lazyProperty(module.exports, 'types', true, () => require('internal/util/types'));
