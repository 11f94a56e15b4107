// SPDX-License-Identifier: MIT
// mock.module(): a module replaced for require() and import (--experimental-test-module-mocks).
'use strict';

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE } } = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validators');
const { getOptionValue } = require('internal/options');
const { emitExperimentalWarning } = require('internal/util');

const mocks = new Map(); // url -> state
let hooks;
let generation = 0;

function install() {
  if (hooks !== undefined) return;
  const { registerHooks } = require('internal/modules/hooks');
  hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      const result = nextResolve(specifier, context);
      const mock = mocks.get(result.url);
      if (mock === undefined || !mock.active) return result;
      const version = mock.cache ? mock.id : ++generation;
      return { ...result, url: `${result.url}?eddy-mock=${version}`, format: 'module', importAttributes: {}, shortCircuit: true };
    },
    load(url, context, nextLoad) {
      const at = url.indexOf('?eddy-mock=');
      if (at === -1) return nextLoad(url, context);
      const mock = mocks.get(url.slice(0, at));
      return { __proto__: null, format: 'module', source: sourceOf(url.slice(0, at), mock), shortCircuit: true };
    },
  });
}

const kRegistry = Symbol.for('eddy.test.mocks');

function sourceOf(url, mock) {
  const key = JSON.stringify(url);
  const values = `globalThis[Symbol.for('eddy.test.mocks')].get(${key}).exports`;
  let text = `const values = ${values};\n`;
  if (mock.hasDefault) text += 'export default values.default;\n';
  Object.keys(mock.exports.named).forEach((name, i) => {
    text += `const v${i} = values.named[${JSON.stringify(name)}];\nexport { v${i} as ${JSON.stringify(name)} };\n`;
  });
  return text;
}

class MockModuleContext {
  #state;
  #restore;

  constructor(state, restore) {
    this.#state = state;
    this.#restore = restore;
  }

  restore() {
    if (!this.#state.active) return;
    this.#state.active = false;
    this.#restore();
  }
}

function mockModule(specifier, options) {
  if (!getOptionValue('--experimental-test-module-mocks')) {
    throw new ERR_INVALID_STATE('module mocking is not enabled');
  }
  emitExperimentalWarning('Module mocking');
  const { isURL, URL, pathToFileURL, fileURLToPath } = require('internal/url');
  if (isURL(specifier)) specifier = specifier.href;
  else if (typeof specifier !== 'string') throw new ERR_INVALID_ARG_TYPE('specifier', ['string', 'URL'], specifier);
  validateObject(options, 'options');
  const { cache = false, namedExports = {}, defaultExport } = options;
  validateBoolean(cache, 'options.cache');
  validateObject(namedExports, 'options.namedExports');
  const { BuiltinModule } = require('internal/boot/loader');
  const builtin = BuiltinModule.normalizeRequirableId(specifier);
  const { getTestLocation } = require('internal/test_runner/harness');
  const caller = getTestLocation()?.file ?? process.argv[1];
  let url;
  if (builtin !== undefined) url = `node:${builtin}`;
  else if (URL.canParse(specifier)) url = specifier;
  else url = require('internal/modules/esm/loader').getLoader().resolve(specifier, pathToFileURL(caller).href).url;
  if (mocks.get(url)?.active) {
    throw new ERR_INVALID_STATE(`Cannot mock '${url}'. The module is already mocked.`);
  }
  const hasDefault = 'defaultExport' in options;
  const state = { id: ++generation, active: true, cache, hasDefault, exports: { default: defaultExport, named: { ...namedExports } } };
  mocks.set(url, state);
  globalThis[kRegistry] ??= mocks;
  Object.defineProperty(globalThis, kRegistry, { __proto__: null, value: mocks, enumerable: false, configurable: true });
  install();
  const restoreRequire = mockRequire(url.startsWith('file:') ? fileURLToPath(url) : builtin, state);
  return new MockModuleContext(state, restoreRequire);
}

// require() gets the exports without going through the ES module.
function mockRequire(id, state) {
  const { Module } = require('internal/modules/cjs/loader');
  const original = Module._load;
  Module._load = function(request, parent, isMain) {
    if (state.active) {
      let resolved = request;
      try {
        resolved = Module._resolveFilename(request, parent, isMain);
      } catch { /* the original says it */ }
      if (resolved.startsWith('node:')) resolved = resolved.slice(5);
      if (resolved === id) return exportsOf(state, request);
    }
    return original.call(this, request, parent, isMain);
  };
  return () => {};
}

function exportsOf(state, request) {
  if (state.cache && state.value !== undefined) return state.value;
  const { default: base, named } = state.exports;
  const names = Object.keys(named);
  let value = state.hasDefault ? base : {};
  if (names.length > 0) {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) {
      throw new Error(`Cannot create mock because named exports cannot be applied to the provided default export: '${request}'`);
    }
    if (!state.hasDefault) value = {};
    for (const name of names) value[name] = named[name];
  }
  state.value = value;
  return value;
}

module.exports = { mockModule };
