// SPDX-License-Identifier: MIT
// Small things that both loaders need: real paths, the user's require function, builtins, conditions.
'use strict';

const {
  ArrayPrototypeForEach,
  ArrayPrototypeIndexOf,
  ArrayPrototypePush,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  SafeMap,
  SafeSet,
  StringPrototypeCharCodeAt,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

const { BuiltinModule } = require('internal/boot/loader');
const { getOptionValue } = require('internal/options');
const binding = internalBinding('modules');

// ---- files ------------------------------------------------------------------------------------

// fs.readFileSync and fs.realpathSync as they were when the program first got hold of fs; some programs replace them in order
// to serve modules from elsewhere, or to keep links as they are (build systems do).
let fsExports;
let originalRead;
let originalRealpath;
function watchFs(exports) {
  fsExports = exports;
  originalRead = exports.readFileSync;
  originalRealpath = exports.realpathSync;
}

const kFile = 0;
const kDirectory = 1;
const kLink = 2;

const realDirectories = new SafeMap();

/** The real path of a file; the path itself when it is not there. Directories are remembered. */
function toRealPath(path, kind = binding.lstat(path)) {
  if (fsExports !== undefined && fsExports.realpathSync !== originalRealpath) return fsExports.realpathSync(path, {});
  if (kind !== kFile) return binding.realpath(path) ?? path;
  const slash = StringPrototypeLastIndexOf(path, '/');
  const directory = StringPrototypeSlice(path, 0, slash);
  let real = realDirectories.get(directory);
  if (real === undefined) {
    real = directory === '' ? '' : binding.realpath(directory) ?? directory;
    if (real === '/') real = '';
    realDirectories.set(directory, real);
  }
  return real === directory ? path : real + StringPrototypeSlice(path, slash);
}

/** The text of a module, without byte order mark. Throws what fs.readFileSync would. */
function readSource(filename) {
  if (fsExports !== undefined && fsExports.readFileSync !== originalRead) {
    return stripBOM(fsExports.readFileSync(filename, 'utf8'));
  }
  if (process.permission !== undefined) require('internal/fs/permission').checkRead(filename);
  const text = binding.readText(filename);
  if (typeof text === 'string') return text;
  throw binding.readError(text, filename);
}

function stripBOM(content) {
  if (StringPrototypeCharCodeAt(content, 0) === 0xFEFF) return StringPrototypeSlice(content, 1);
  return content;
}

// ---- builtins ---------------------------------------------------------------------------------

/** The module record of a builtin for users ('fs', 'test' …), loaded; undefined when there is none. */
function loadBuiltinModule(id) {
  if (!BuiltinModule.canBeRequiredByUsers(id) && BuiltinModule.normalizeRequirableId(id) === undefined &&
      !StringPrototypeStartsWith(id, 'eddy/')) return undefined;
  const mod = BuiltinModule.get(id);
  mod.compileForPublicLoader();
  if (id === 'fs' && fsExports === undefined) watchFs(mod.exports);
  return mod;
}

// ---- conditions -------------------------------------------------------------------------------

let userConditions;
let cjsConditions;
let cjsConditionsArray;
let esmConditions;
let esmConditionsArray;

function loadConditions() {
  userConditions = getOptionValue('--conditions') ?? [];
  const addons = getOptionValue('--addons') !== false;
  const sync = getOptionValue('--experimental-require-module') !== false;
  cjsConditionsArray = ['require', 'node'];
  esmConditionsArray = ['node', 'import'];
  // In Node's order: hooks see it.
  if (sync) ArrayPrototypePush(esmConditionsArray, 'module-sync');
  if (addons) addCondition('node-addons');
  for (let i = 0; i < userConditions.length; i++) addCondition(userConditions[i]);
  if (sync) addTo(cjsConditionsArray, 'module-sync');
  cjsConditions = toSet(cjsConditionsArray);
  esmConditions = toSet(esmConditionsArray);
}

function addCondition(name) {
  addTo(cjsConditionsArray, name);
  addTo(esmConditionsArray, name);
}

function addTo(list, name) {
  if (ArrayPrototypeIndexOf(list, name, 2) === -1) ArrayPrototypePush(list, name);
}

function toSet(list) {
  const set = new SafeSet();
  for (let i = 0; i < list.length; i++) set.add(list[i]);
  return set;
}
/** Conditions of require(). */
function getCjsConditions() {
  if (cjsConditions === undefined) loadConditions();
  return cjsConditions;
}
function getCjsConditionsArray() {
  if (cjsConditions === undefined) loadConditions();
  return cjsConditionsArray;
}
/** Conditions of import. */
function getEsmConditions() {
  if (esmConditions === undefined) loadConditions();
  return esmConditions;
}
function getEsmConditionsArray() {
  if (esmConditions === undefined) loadConditions();
  return esmConditionsArray;
}

// ---- the user's require() ---------------------------------------------------------------------

let Module;

function resolveFor(mod, request, options) {
  require('internal/validators').validateString(request, 'request');
  return Module._resolveFilename(request, mod, false, options);
}

/**
 * The `require` of one module.
 * @param {Module} mod
 * @returns {Function}
 */
function makeRequireFunction(mod) {
  Module ??= require('internal/modules/cjs/loader').Module;
  // Goes through the prototype: programs replace Module.prototype.require.
  const require_ = function require(path) {
    return mod.require(path);
  };
  require_.resolve = function resolve(request, options) {
    return resolveFor(mod, request, options);
  };
  require_.resolve.paths = function paths(request) {
    require('internal/validators').validateString(request, 'request');
    return Module._resolveLookupPaths(request, mod);
  };
  require_.main = process.mainModule;
  require_.extensions = Module._extensions;
  require_.cache = Module._cache;
  return require_;
}

// ---- module.syncBuiltinESMExports, globals of -e ------------------------------------------------

/**
 * Makes builtins available as lazy globals (REPL, --eval).
 * @param {object} object
 * @param {string} dummyModuleName
 * @param {boolean} [withCrypto] node:crypto too, in place of Web Crypto's global
 */
function addBuiltinLibsToObject(object, dummyModuleName, withCrypto = false) {
  const { Module: CJSModule } = require('internal/modules/cjs/loader');
  const dummy = new CJSModule(dummyModuleName);
  ArrayPrototypeForEach(BuiltinModule.getAllBuiltinModuleIds(), (name) => {
    if (name[0] === '_' || name.includes('/') || (name in object && !(withCrypto && name === 'crypto'))) return;
    const setReal = (value) => {
      delete object[name];
      object[name] = value;
    };
    ObjectDefineProperty(object, name, {
      __proto__: null,
      get() {
        const lib = dummy.require(name);
        try {
          delete object[name];
          ObjectDefineProperty(object, name, {
            __proto__: null, get: () => lib, set: setReal, configurable: true, enumerable: false,
          });
        } catch { /* the object does not want it */ }
        return lib;
      },
      set: setReal,
      configurable: true,
      enumerable: false,
    });
  });
}

/** A file: URL for whatever stands for the importing module: path, URL string or URL. */
function normalizeReferrerURL(referrer) {
  if (referrer === null || referrer === undefined) return undefined;
  const { isURL, pathToFileURL, URL } = require('internal/url');
  if (isURL(referrer)) return referrer.href;
  if (typeof referrer !== 'string') return undefined;
  if (StringPrototypeStartsWith(referrer, '/')) return pathToFileURL(referrer).href;
  if (StringPrototypeStartsWith(referrer, 'file://') || URL.canParse(referrer)) return referrer;
  return undefined;
}

/** Path of a file: URL (string or object), anything else unchanged. */
function urlToFilename(url) {
  if (url && StringPrototypeStartsWith(`${url}`, 'file://')) return require('internal/url').fileURLToPath(url);
  return url;
}

const state = ObjectSetPrototypeOf({ startedUserCJS: false, startedUserESM: false }, null);

module.exports = {
  kFile, kDirectory, kLink,
  toRealPath,
  readSource,
  stripBOM,
  loadBuiltinModule,
  getCjsConditions,
  getCjsConditionsArray,
  getEsmConditions,
  getEsmConditionsArray,
  makeRequireFunction,
  addBuiltinLibsToObject,
  normalizeReferrerURL,
  urlToFilename,
  state,
};
