// SPDX-License-Identifier: MIT
// node:module: the CommonJS class Module, with the functions around both module systems on it.
'use strict';

const { Module } = require('internal/modules/cjs/loader');
const { BuiltinModule } = require('internal/boot/loader');
const { defineLazyProperties } = require('internal/util');

Module.builtinModules = Object.freeze(BuiltinModule.getAllBuiltinModuleIds());

function lazyFunction(name, id, key = name) {
  const fn = {
    [name](...args) {
      return require(id)[key](...args);
    },
  }[name];
  return fn;
}

/**
 * @param {object} hooks resolve and load, called in this thread
 * @returns {{ deregister(): void }}
 */
Module.registerHooks = lazyFunction('registerHooks', 'internal/modules/hooks');
Module.register = lazyFunction('register', 'internal/modules/esm/register');
Module.enableCompileCache = lazyFunction('enableCompileCache', 'internal/modules/compile_cache');
Module.flushCompileCache = lazyFunction('flushCompileCache', 'internal/modules/compile_cache');
Module.getCompileCacheDir = lazyFunction('getCompileCacheDir', 'internal/modules/compile_cache');
Module.findPackageJSON = lazyFunction('findPackageJSON', 'internal/modules/package_json_reader');
Module.stripTypeScriptTypes = lazyFunction('stripTypeScriptTypes', 'internal/modules/typescript');
Module.findSourceMap = lazyFunction('findSourceMap', 'internal/source_map/cache');
Module.setSourceMapsSupport = lazyFunction('setSourceMapsSupport', 'internal/source_map/cache');
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
