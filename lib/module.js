// SPDX-License-Identifier: MIT
// node:module: the CommonJS class Module, with the functions around both module systems on it.
'use strict';

const { Module } = require('internal/modules/cjs/loader');
const { BuiltinModule } = require('internal/boot/loader');
const { defineLazyProperties } = require('internal/util');

Module.builtinModules = Object.freeze(BuiltinModule.getAllBuiltinModuleIds());

/** A function that loads the file `id` when it is called. `takes`: has it a parameter that is not optional? */
function lazyFunction(name, id, takes) {
  const load = (args) => require(id)[name](...args);
  return takes ? { [name](first) { return load(arguments); } }[name] : { [name]() { return load(arguments); } }[name]; // eslint-disable-line no-unused-vars
}

/**
 * @param {object} hooks resolve and load, called in this thread
 * @returns {{ deregister(): void }}
 */
Module.registerHooks = lazyFunction('registerHooks', 'internal/modules/hooks', true);
Module.register = lazyFunction('register', 'internal/modules/esm/register', true);
Module.enableCompileCache = lazyFunction('enableCompileCache', 'internal/modules/compile_cache', true);
Module.flushCompileCache = lazyFunction('flushCompileCache', 'internal/modules/compile_cache');
Module.getCompileCacheDir = lazyFunction('getCompileCacheDir', 'internal/modules/compile_cache');
Module.findPackageJSON = lazyFunction('findPackageJSON', 'internal/modules/package_json_reader', true);
Module.stripTypeScriptTypes = lazyFunction('stripTypeScriptTypes', 'internal/modules/typescript', true);
Module.findSourceMap = lazyFunction('findSourceMap', 'internal/source_map/cache', true);
Module.setSourceMapsSupport = lazyFunction('setSourceMapsSupport', 'internal/source_map/cache', true);
Module.getSourceMapsSupport = lazyFunction('getSourceMapsSupport', 'internal/source_map/cache');
defineLazyProperties(Module, 'internal/source_map/source_map', ['SourceMap']);

Module.constants = Object.freeze({
  __proto__: null,
  compileCacheStatus: Object.freeze({
    __proto__: null,
    FAILED: 0,
    ENABLED: 1,
    ALREADY_ENABLED: 2,
    DISABLED: 3,
  }),
});

module.exports = Module;
