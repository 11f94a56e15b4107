// SPDX-License-Identifier: MIT
// node:module: the CommonJS class Module, with the functions around both module systems on it.
'use strict';

const { Module } = require('internal/modules/cjs/loader');
const { BuiltinModule } = require('internal/boot/loader');
const { defineLazyProperties } = require('internal/util');

/** A function that loads the file `id` when it is called. `takes`: has it a parameter that is not optional? */
function lazyFunction(name, id, takes) {
  const load = (args) => require(id)[name](...args);
  return takes ? { [name]: function(first) { return load(arguments); } }[name] : // eslint-disable-line no-unused-vars
    { [name]: function() { return load(arguments); } }[name];
}

/**
 * @param {object} hooks resolve and load, called in this thread
 * @returns {{ deregister(): void }}
 */
Module.registerHooks = lazyFunction('registerHooks', 'internal/modules/hooks', true);
Module.builtinModules = Object.freeze(BuiltinModule.getAllBuiltinModuleIds());
const { runMain } = Module;
delete Module.runMain;
Module.runMain = runMain;
Module.register = lazyFunction('register', 'internal/modules/esm/register', true);
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
Module.enableCompileCache = lazyFunction('enableCompileCache', 'internal/modules/compile_cache', true);
Module.findPackageJSON = lazyFunction('findPackageJSON', 'internal/modules/package_json_reader', true);
Module.flushCompileCache = {
  flushCompileCache(...args) { require('internal/modules/compile_cache').flushCompileCache(...args); },
}.flushCompileCache;
Module.getCompileCacheDir = lazyFunction('getCompileCacheDir', 'internal/modules/compile_cache');
Module.stripTypeScriptTypes = lazyFunction('stripTypeScriptTypes', 'internal/modules/typescript', true);
Module.findSourceMap = lazyFunction('findSourceMap', 'internal/source_map/cache', true);
defineLazyProperties(Module, 'internal/source_map/source_map', ['SourceMap']);
Module.getSourceMapsSupport = lazyFunction('getSourceMapsSupport', 'internal/source_map/cache');
Module.setSourceMapsSupport = lazyFunction('setSourceMapsSupport', 'internal/source_map/cache', true);

module.exports = Module;
