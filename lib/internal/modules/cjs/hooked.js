// SPDX-License-Identifier: MIT
// Module._load() while module.registerHooks() hooks are in place.
'use strict';

const { StringPrototypeEndsWith, StringPrototypeStartsWith } = primordials;

const { BuiltinModule } = require('internal/boot/loader');
const { hooks } = require('internal/modules/hooks_state');
const { resolveWithHooks, loadWithHooks } = require('internal/modules/hooks');
const { getCjsConditionsArray, loadBuiltinModule, readSource, stripBOM } = require('internal/modules/helpers');
const { pathToFileURL, fileURLToPath } = require('internal/url');

function urlOf(filename) {
  if (BuiltinModule.normalizeRequirableId(filename)) {
    return StringPrototypeStartsWith(filename, 'node:') ? filename : `node:${filename}`;
  }
  return pathToFileURL(filename).href;
}

function resolve(request, parent, isMain) {
  const { Module } = require('internal/modules/cjs/loader');
  const conditions = getCjsConditionsArray();
  const parentURL = parent?.filename ? pathToFileURL(parent.filename).href : undefined;
  const last = (specifier, context) => {
    if (StringPrototypeStartsWith(specifier, 'node:') && !BuiltinModule.normalizeRequirableId(specifier)) {
      const { codes: { ERR_UNKNOWN_BUILTIN_MODULE } } = require('internal/errors');
      throw new ERR_UNKNOWN_BUILTIN_MODULE(specifier);
    }
    const path = StringPrototypeStartsWith(specifier, 'file:') ? fileURLToPath(specifier) : specifier;
    const options = context.conditions === undefined || context.conditions === conditions ? undefined :
      { __proto__: null, conditions: new Set(context.conditions) };
    const filename = Module._resolveFilename(path, parent, isMain, options);
    const format = BuiltinModule.normalizeRequirableId(filename) ? 'builtin' : undefined;
    return { __proto__: null, url: urlOf(filename), format };
  };
  return resolveWithHooks(request, parentURL, { __proto__: null }, conditions, last);
}

/** @param {Function} loadResolved the rest of Module._load */
function load(request, parent, isMain, loadResolved) {
  const resolved = resolve(request, parent, isMain);
  const { url } = resolved;
  const isBuiltin = StringPrototypeStartsWith(url, 'node:');
  const filename = StringPrototypeStartsWith(url, 'file:') ? fileURLToPath(url) : url;
  const { Module } = require('internal/modules/cjs/loader');
  if (hooks.load.length === 0 || Module._cache[filename] !== undefined) {
    if (isBuiltin) return loadBuiltinModule(BuiltinModule.normalizeRequirableId(url)).exports;
    return loadResolved(filename, parent, isMain, undefined, { __proto__: null, url, format: resolved.format });
  }
  const format = resolved.format ?? formatOf(filename);
  const result = loadWithHooks(url, format, { __proto__: null }, getCjsConditionsArray(), (href, context) => {
    if (StringPrototypeStartsWith(href, 'node:')) return { __proto__: null, format: 'builtin', source: null };
    const path = StringPrototypeStartsWith(href, 'file:') ? fileURLToPath(href) : href;
    return { __proto__: null, format: context.format ?? formatOf(path), source: stripBOM(readSource(path)) };
  });
  if (result.format === 'builtin') {
    const id = BuiltinModule.normalizeRequirableId(url);
    if (id !== undefined) return loadBuiltinModule(id).exports;
  }
  return loadResolved(filename, parent, isMain, undefined,
                      { __proto__: null, url, format: result.format ?? format, source: result.source });
}

function formatOf(path) {
  if (path[0] !== '/') return undefined; // what a hook has made up
  const { formatWithoutErrors } = require('internal/modules/esm/formats');
  const format = formatWithoutErrors(pathToFileURL(path)) ?? undefined;
  return format === undefined && StringPrototypeEndsWith(path, '.ts') ? 'typescript' : format;
}

module.exports = { load };
