// SPDX-License-Identifier: MIT
// class URLPattern (https://urlpattern.spec.whatwg.org): its arguments, and Node's errors. The work is in
// internal/url/pattern/.
'use strict';

const {
  Boolean,
  ObjectDefineProperties,
  ObjectDefineProperty,
  StringPrototypeToWellFormed,
  SymbolToStringTag,
  TypeError,
} = primordials;

const { kEnumerableProperty } = require('internal/util');

const isObject = (value) => typeof value === 'object' || typeof value === 'function';

function withCode(error, code) {
  error.code = code;
  return error;
}

const wrongType = (message) => withCode(new TypeError(message), 'ERR_INVALID_ARG_TYPE');

// Loaded when the first pattern is made: `import 'node:url'` alone reads the class.
let CompiledPattern;

/** Puts the compiled pattern where no program can reach it. */
class Holder extends function(object) { return object; } {
  #compiled;

  constructor(object, compiled) {
    super(object);
    this.#compiled = compiled;
  }

  static compiledOf(value) {
    if (typeof value !== 'object' || value === null || !(#compiled in value)) throw new TypeError('Illegal invocation');
    return value.#compiled;
  }
}
const { compiledOf } = Holder;

function string(value) {
  return typeof value === 'string' ? StringPrototypeToWellFormed(value) : undefined;
}

/** The components as they are given, in the order of their names; what is no string is not there. */
function copyInit(input) {
  return {
    baseURL: string(input.baseURL),
    hash: string(input.hash),
    hostname: string(input.hostname),
    password: string(input.password),
    pathname: string(input.pathname),
    port: string(input.port),
    protocol: string(input.protocol),
    search: string(input.search),
    username: string(input.username),
  };
}

const emptyInit = copyInit({ __proto__: null });

/**
 * @param {string|object} [input]
 * @param {string} [baseURL] may be left out
 * @param {{ignoreCase?: boolean}} [options]
 */
function URLPattern(input = undefined, baseURL = undefined, options = undefined) {
  if (new.target === undefined) {
    throw withCode(new TypeError('Cannot call constructor without `new`'), 'ERR_CONSTRUCT_CALL_REQUIRED');
  }
  if (input !== undefined && typeof input !== 'string' && !isObject(input)) {
    throw wrongType('Input must be an object or a string');
  }
  if (arguments.length > 2) {
    if (isObject(baseURL) && baseURL !== null) throw wrongType('second argument must be a string');
    if (options !== undefined && !isObject(options)) throw wrongType('options must be an object');
  } else if (isObject(baseURL)) {
    options = baseURL;
    baseURL = undefined;
  }
  if (baseURL !== undefined && baseURL !== null && typeof baseURL !== 'string') {
    throw wrongType(`second argument must be a string${arguments.length > 2 ? '' : ' or object'}`);
  }
  // Read here, so that what a getter throws comes through as it is.
  const source = typeof input === 'string' ? StringPrototypeToWellFormed(input) : copyInit(input ?? emptyInit);
  const ignoreCase = Boolean(options?.ignoreCase);
  CompiledPattern ??= require('internal/url/pattern/compiled').CompiledPattern;
  let compiled;
  try {
    compiled = new CompiledPattern(source, string(baseURL), ignoreCase);
  } catch (cause) {
    throw withCode(new TypeError('Failed to construct URLPattern', { cause }), 'ERR_INVALID_URL_PATTERN');
  }
  new Holder(this, compiled);
}

/** Calls `method` of the compiled pattern; `failed` when there is nothing it could match. */
function match(self, method, input, baseURL, failed) {
  const compiled = compiledOf(self);
  if (typeof input !== 'string' && !isObject(input)) {
    if (input !== undefined) throw wrongType('URLPattern input needs to be a string or an object');
    input = emptyInit;
  }
  if (baseURL !== undefined) {
    if (baseURL !== null && typeof baseURL !== 'string') throw wrongType('baseURL must be a string');
    if (typeof input !== 'string') {
      throw withCode(new TypeError(`Failed to ${method} URLPattern`), 'ERR_OPERATION_FAILED');
    }
    if (baseURL === null) return failed;
    baseURL = StringPrototypeToWellFormed(baseURL);
  }
  if (typeof input === 'string') return compiled[method](StringPrototypeToWellFormed(input), baseURL);
  return compiled[method](copyInit(input ?? emptyInit), undefined);
}

function get(name) {
  // The name of the getter is ''.
  ObjectDefineProperty(URLPattern.prototype, name, {
    __proto__: null,
    enumerable: true,
    get: (() => function() { return compiledOf(this)[name].pattern; })(),
  });
}
get('protocol');
get('username');
get('password');
get('hostname');
get('port');
get('pathname');
get('search');
get('hash');

const methods = {
  /** What the groups match, or null. */
  exec(input = undefined, baseURL = undefined) {
    return match(this, 'exec', input, baseURL, null);
  },

  test(input = undefined, baseURL = undefined) {
    return match(this, 'test', input, baseURL, false);
  },
};

ObjectDefineProperties(URLPattern.prototype, {
  hasRegExpGroups: {
    __proto__: null,
    enumerable: true,
    get: (() => function() { return compiledOf(this).hasRegExpGroups; })(),
  },
  exec: { __proto__: null, ...kEnumerableProperty, configurable: true, writable: true, value: methods.exec },
  test: { __proto__: null, ...kEnumerableProperty, configurable: true, writable: true, value: methods.test },
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'URLPattern' },
});

// A clone would be an object without anything: structuredClone() and postMessage() refuse.
URLPattern.prototype[internalBinding('messaging').transferModeKey()] = 0;

module.exports = { URLPattern };
