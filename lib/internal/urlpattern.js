// SPDX-License-Identifier: MIT
// class URLPattern, over the package urlpattern-polyfill.
'use strict';

const { codes } = require('internal/errors');
const { customInspectSymbol, kEnumerableProperty } = require('internal/util');

// Loaded when the first pattern is made: `import 'node:url'` alone reads the class.
let Pattern;

const parts = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];

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
    if (input !== undefined && typeof input !== 'string' && typeof input !== 'object') {
      throw Object.assign(new TypeError('Input must be an object or a string'), { code: 'ERR_INVALID_ARG_TYPE' });
    }
    if (baseURL !== undefined && typeof baseURL === 'object') {
      options = baseURL;
      baseURL = undefined;
    }
    // Read here, so that what a getter throws comes through as it is.
    if (typeof input !== 'string') input = copyInit(input ?? {});
    if (options !== undefined) options = { ignoreCase: Boolean(options?.ignoreCase) };
    Pattern ??= require('internal/deps/urlpattern-polyfill/dist/urlpattern').URLPattern;
    try {
      this.#pattern = baseURL === undefined ? new Pattern(input, options) :
        new Pattern(input, `${baseURL}`, options);
    } catch (error) {
      if (error instanceof TypeError && error.code === undefined) error.code = 'ERR_INVALID_URL_PATTERN';
      throw error;
    }
  }

  get hasRegExpGroups() {
    return patternOf(this).hasRegExpGroups;
  }

  /** What the groups match, or null. */
  exec(input = {}, baseURL = undefined) {
    return patternOf(this).exec(input, baseURL);
  }

  test(input = {}, baseURL = undefined) {
    return patternOf(this).test(input, baseURL);
  }

  [customInspectSymbol](depth, options) {
    if (typeof depth === 'number' && depth < 0) return this;
    const view = {};
    for (const part of parts) view[part] = this[part];
    return `URLPattern ${require('internal/util/inspect').inspect(view, options)}`;
  }
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
