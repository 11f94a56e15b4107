// SPDX-License-Identifier: MIT
// mock.module(): a module replaced for require() and import (--experimental-test-module-mocks).
'use strict';

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE },
} = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validators');
const { emitExperimentalWarning } = require('internal/util');

const byUrl = new Map(); // URL of the module -> its mock, while it is one
const byFile = new Map(); // what require() resolves to -> the same
const byId = new Map(); // for the ES modules that were made of them
const kValuesOf = Symbol.for('eddy.test.mocks');
const mark = '?node-test-mock=';
let installed = false;
let generation = 0;

function install() {
  if (installed) return;
  installed = true;
  const { registerHooks } = require('internal/modules/hooks');
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const result = nextResolve(specifier, context);
      const mock = byUrl.get(result.url);
      if (mock === undefined) return result;
      const id = mock.cache ? mock.id : ++generation;
      byId.set(id, mock);
      return { ...result, url: `${result.url}${mark}${id}`, format: 'module', importAttributes: {}, shortCircuit: true };
    },
    load(url, context, nextLoad) {
      const at = url.indexOf(mark);
      if (at === -1) return nextLoad(url, context);
      const id = Number(url.slice(at + mark.length));
      return { __proto__: null, format: 'module', source: sourceOf(id), shortCircuit: true };
    },
  });
  // What the sources below find their values by.
  const { MockTracker } = require('internal/test_runner/mock/mock');
  Object.defineProperty(MockTracker, kValuesOf, { __proto__: null, value: (id) => byId.get(id).values() });
  loadMocks();
}

// require() gets the exports without going through the ES module.
function loadMocks() {
  const { Module } = require('internal/modules/cjs/loader');
  const original = Module._load;
  Module._load = function(request, parent, isMain) {
    if (byFile.size > 0) {
      let resolved = request;
      try {
        resolved = Module._resolveFilename(request, parent, isMain);
      } catch { /* the original says it */ }
      const mock = byFile.get(resolved.startsWith('node:') ? resolved.slice(5) : resolved);
      if (mock !== undefined) return mock.require();
    }
    return Reflect.apply(original, this, [request, parent, isMain]);
  };
}

/** An ES module that exports a mock's values. */
function sourceOf(id) {
  const mock = byId.get(id);
  const names = mock.commonjs ? ['default', 'module.exports', ...mock.names] :
    mock.hasDefault ? ['default', ...mock.names] : mock.names;
  return `import { mock } from 'node:test';\nconst values = mock.constructor[Symbol.for('eddy.test.mocks')](${id});\n` +
    [...new Set(names)].map((name, i) => {
      const key = JSON.stringify(name);
      return `const v${i} = values[${key}];\nexport { v${i} as ${key} };\n`;
    }).join('');
}

/** One mocked module. */
class Mock {
  id = ++generation;
  #default;
  #named;
  #made;

  constructor(options, commonjs) {
    this.cache = options.cache;
    this.hasDefault = options.hasDefault;
    this.#default = options.defaultExport;
    this.#named = options.namedExports;
    this.names = Object.keys(options.namedExports);
    this.commonjs = commonjs;
  }

  /** What the ES module exports, by name. */
  values() {
    if (!this.commonjs) return { __proto__: null, default: this.#default, ...this.#named };
    const exports = this.require();
    return { __proto__: null, ...this.#named, 'default': exports, 'module.exports': exports };
  }

  /** What require() returns: always the same with `cache`. */
  require() {
    if (this.cache && this.#made !== undefined) return this.#made.exports;
    const exports = this.#exports();
    this.#made = { exports };
    return exports;
  }

  #exports() {
    const exports = this.hasDefault ? this.#default : {};
    for (const name of this.names) {
      if (exports === null || (typeof exports !== 'object' && typeof exports !== 'function')) {
        throw new Error('Cannot create mock because named exports cannot be applied to the provided default export.');
      }
      exports[name] = this.#named[name];
    }
    return exports;
  }
}

class MockModuleContext {
  #restore;

  constructor(restore) {
    this.#restore = restore;
  }

  restore() {
    this.#restore?.();
    this.#restore = undefined;
  }
}

function readOptions(options) {
  validateObject(options, 'options');
  const { cache = false, exports } = options;
  validateBoolean(cache, 'options.cache');
  if (exports === undefined) {
    const { namedExports = {}, defaultExport } = options;
    validateObject(namedExports, 'options.namedExports');
    return { cache, hasDefault: 'defaultExport' in options, defaultExport, namedExports: { ...namedExports } };
  }
  if ('namedExports' in options || 'defaultExport' in options) {
    throw new ERR_INVALID_ARG_VALUE('options.exports', exports,
                                    'cannot be used with \'options.namedExports\' or \'options.defaultExport\'');
  }
  validateObject(exports, 'options.exports');
  const { default: defaultExport, ...namedExports } = exports;
  return { cache, hasDefault: 'default' in exports, defaultExport, namedExports };
}

/** Whether import makes the mock look as a CommonJS module does. */
function isCommonJS(url) {
  if (url.startsWith('node:')) return true;
  const { URL, fileURLToPath } = require('internal/url');
  const { formatWithoutErrors } = require('internal/modules/esm/formats');
  let format = formatWithoutErrors(new URL(url));
  if (format === null) { // neither the extension nor package.json tells
    try {
      const source = require('fs').readFileSync(fileURLToPath(url), 'utf8');
      format = internalBinding('contextify').containsModuleSyntax(source, url) ? 'module' : 'commonjs';
    } catch { /* a module that is not there */ }
  }
  return format !== undefined && format !== null && format.startsWith('commonjs');
}

function resolve(specifier) {
  const { BuiltinModule } = require('internal/boot/loader');
  const builtin = BuiltinModule.normalizeRequirableId(specifier);
  if (builtin !== undefined) return { url: `node:${builtin}`, file: builtin };
  const { URL, pathToFileURL, fileURLToPath } = require('internal/url');
  const { getTestLocation } = require('internal/test_runner/harness');
  const caller = getTestLocation()?.file ?? process.argv[1];
  const url = URL.canParse(specifier) ? specifier :
    require('internal/modules/esm/loader').getLoader().resolve(specifier, pathToFileURL(caller).href).url.split(mark)[0];
  return { url, file: url.startsWith('file:') ? fileURLToPath(url) : url };
}

/**
 * @param {string | URL} specifier as in import, seen from the caller's file
 * @param {{ cache?: boolean, exports?: object, defaultExport?: unknown, namedExports?: object }} options
 * @returns {MockModuleContext}
 */
function mockModule(specifier, options) {
  emitExperimentalWarning('Module mocking');
  const { isURL } = require('internal/url');
  if (isURL(specifier)) specifier = specifier.href;
  else if (typeof specifier !== 'string') throw new ERR_INVALID_ARG_TYPE('specifier', ['string', 'URL'], specifier);
  const given = readOptions(options);
  install();
  const { url, file } = resolve(specifier);
  if (byUrl.has(url)) throw new ERR_INVALID_STATE(`Cannot mock '${specifier}'. The module is already mocked.`);
  const mock = new Mock(given, isCommonJS(url));
  byId.set(mock.id, mock);
  byUrl.set(url, mock);
  byFile.set(file, mock);
  // require.cache does not know it meanwhile.
  const { Module: { _cache: cache } } = require('internal/modules/cjs/loader');
  const cached = cache[file];
  delete cache[file];
  return new MockModuleContext(() => {
    byUrl.delete(url);
    byFile.delete(file);
    if (cached === undefined) delete cache[file];
    else cache[file] = cached;
  });
}

module.exports = { mockModule };
