// SPDX-License-Identifier: MIT
// class URLPattern, over the package urlpattern-polyfill.
'use strict';

const { kEnumerableProperty } = require('internal/util');

// Loaded when the first pattern is made: `import 'node:url'` alone reads the class.
let Pattern;

const parts = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];

const isObject = (value) => typeof value === 'object' || typeof value === 'function';
const withCode = (error, code) => Object.assign(error, { code });
const wrongType = (message) => withCode(new TypeError(message), 'ERR_INVALID_ARG_TYPE');

function copyInit(input) {
  const init = {};
  for (const part of [...parts, 'baseURL']) {
    const value = input[part];
    if (value !== undefined) init[part] = `${value}`;
  }
  return init;
}

let patternOf;

class URLPattern {
  #pattern;

  static {
    patternOf = (value) => {
      if (typeof value !== 'object' || value === null || !(#pattern in value)) {
        throw new TypeError('Illegal invocation');
      }
      return value.#pattern;
    };
  }

  /**
   * @param {string|object} [input]
   * @param {string} [baseURL] may be left out
   * @param {{ignoreCase?: boolean}} [options]
   */
  constructor(input = undefined, baseURL = undefined, options = undefined) {
    if (input !== undefined && typeof input !== 'string' && !isObject(input)) throw wrongType('Input must be an object or a string');
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
    if (typeof input !== 'string') input = copyInit(input ?? {});
    if (options !== undefined) options = { ignoreCase: Boolean(options?.ignoreCase) };
    Pattern ??= require('internal/deps/urlpattern-polyfill/dist/urlpattern').URLPattern;
    try {
      this.#pattern = baseURL === undefined || baseURL === null ? new Pattern(input, options) : new Pattern(input, baseURL, options);
    } catch (error) {
      throw withCode(new TypeError('Failed to construct URLPattern', { cause: error }), 'ERR_INVALID_URL_PATTERN');
    }
  }

  get hasRegExpGroups() {
    return patternOf(this).hasRegExpGroups;
  }

  /** What the groups match, or null. */
  exec(input = {}, baseURL = undefined) {
    return match(patternOf(this), 'exec', input, baseURL);
  }

  test(input = {}, baseURL = undefined) {
    return match(patternOf(this), 'test', input, baseURL);
  }
}

function match(pattern, name, input, baseURL) {
  if (typeof input !== 'string' && !isObject(input)) throw wrongType('URLPattern input needs to be a string or an object');
  if (baseURL !== undefined && baseURL !== null && typeof baseURL !== 'string') throw wrongType('baseURL must be a string');
  if (baseURL !== undefined && typeof input !== 'string') {
    throw withCode(new TypeError(`Failed to ${name} URLPattern`), 'ERR_OPERATION_FAILED');
  }
  return pattern[name](input ?? {}, baseURL ?? undefined);
}

for (const part of parts) {
  Object.defineProperty(URLPattern.prototype, part, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return patternOf(this)[part]; },
  });
}
Object.defineProperties(URLPattern.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'URLPattern' },
  exec: kEnumerableProperty,
  test: kEnumerableProperty,
  hasRegExpGroups: kEnumerableProperty,
});

module.exports = { URLPattern };
