// SPDX-License-Identifier: MIT
// The require() of CommonJS whose source came from hooks of module.register(): it finds files as ever, but what it
// finds goes through the hooks.
'use strict';

const { StringPrototypeEndsWith, StringPrototypeStartsWith } = primordials;

const { BuiltinModule } = require('internal/boot/loader');
const { loadBuiltinModule, urlToFilename } = require('internal/modules/helpers');
const { exportsOf, runSync } = require('internal/modules/esm/require');
const { getOptionValue } = require('internal/options');
const { pathToFileURL } = require('internal/url');
const { validateString } = require('internal/validators');

/** What the hooks are asked for: a builtin's name, or the URL of the file that CommonJS finds. */
function locate(specifier, mod) {
  validateString(specifier, 'path');
  if (StringPrototypeStartsWith(specifier, 'node:')) return specifier;
  const { Module } = require('internal/modules/cjs/loader');
  const path = Module._resolveFilename(specifier, mod);
  return BuiltinModule.normalizeRequirableId(path) === undefined ? pathToFileURL(path).href : path;
}

// What a module of CommonJS has exported up to now, if it runs or has run: { exports }.
function known(url) {
  const { Module, kIsExecuting } = require('internal/modules/cjs/loader');
  const record = Module._cache[urlToFilename(url)];
  return record !== undefined && (record.loaded || record[kIsExecuting]) ? record : undefined;
}

function checkFormat(job, parentPath) {
  if (job.format !== 'module' && job.format !== 'module-typescript') return;
  if (getOptionValue('--experimental-require-module') !== false) return;
  const { codes: { ERR_REQUIRE_ESM } } = require('internal/errors');
  throw new ERR_REQUIRE_ESM(urlToFilename(job.url), true, parentPath);
}

function load(loader, mod, url, request) {
  const attributes = { __proto__: null };
  if (StringPrototypeEndsWith(request, '.json')) attributes.type = 'json';
  const { url: resolved, format, importAttributes } = loader.resolve(request, url, attributes);
  const job = loader.jobOf(resolved, format, importAttributes ?? attributes, url);
  if (job.format === 'builtin') return loadBuiltinModule(BuiltinModule.normalizeRequirableId(job.url)).exports;
  const record = known(job.url);
  if (record !== undefined) return record.exports;
  checkFormat(job, mod.filename);
  runSync(loader, job, urlToFilename(job.url), mod.filename);
  const namespace = job.wrap.getNamespace();
  return job.format === 'json' ? namespace.default : exportsOf(namespace, job);
}

/**
 * @param {ModuleLoader} loader
 * @param {Module} mod
 * @param {string} url of `mod`
 * @returns {Function} its require()
 */
function makeHookedRequire(loader, mod, url) {
  const { Module, wrapModuleLoad } = require('internal/modules/cjs/loader');
  const require_ = function require(specifier) {
    const request = locate(specifier, mod);
    // Native code is not for hooks.
    if (StringPrototypeEndsWith(request, '.node')) return wrapModuleLoad(specifier, mod, false);
    return load(loader, mod, url, request);
  };
  require_.resolve = function resolve(specifier) {
    return urlToFilename(loader.resolve(locate(specifier, mod), url, { __proto__: null }).url);
  };
  require_.main = process.mainModule;
  require_.extensions = Module._extensions;
  require_.cache = Module._cache;
  return require_;
}

module.exports = { makeHookedRequire };
