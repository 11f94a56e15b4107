// SPDX-License-Identifier: MIT
// Loaded source -> ModuleWrap, by format.
'use strict';

const {
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  JSONParse,
  ObjectPrototypeHasOwnProperty,
  SafeArrayIterator,
  SafeSet,
  StringPrototypeStartsWith,
} = primordials;

const { ModuleWrap } = internalBinding('module_wrap');
const { defaultHostSymbol } = require('internal/modules/esm/default_host');
const { stripBOM } = require('internal/modules/helpers');

function textOf(source, format, hookName = 'load') {
  if (typeof source === 'string') return source;
  const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
  if (isAnyArrayBuffer(source) || isArrayBufferView(source)) {
    const { Buffer } = require('buffer');
    const bytes = isAnyArrayBuffer(source) ? Buffer.from(source) :
      Buffer.from(source.buffer, source.byteOffset, source.byteLength);
    return stripBOM(bytes.toString('utf8'));
  }
  const { codes: { ERR_INVALID_RETURN_PROPERTY_VALUE } } = require('internal/errors');
  throw new ERR_INVALID_RETURN_PROPERTY_VALUE('string, an ArrayBuffer, or a TypedArray', hookName, 'source', source);
}

/** A source text module of the default loader. */
function compileSourceTextModule(url, source) {
  const { compiling: { cache }, sourceMaps } = require('internal/modules/hooks_state');
  const wrap = cache !== null ? cache.compileModule(url, source, defaultHostSymbol) :
    new ModuleWrap(url, undefined, source, 0, 0, defaultHostSymbol);
  wrap.text = source; // until it is linked
  if (sourceMaps.recorded) require('internal/source_map/cache').maybeCacheSourceMap(url, source, wrap, wrap.sourceMapURL);
  return wrap;
}

function module_(loader, url, { source }) {
  const text = textOf(source, 'module');
  return compileSourceTextModule(url, text);
}

function moduleTypeScript(loader, url, { source }) {
  const { stripTypeScriptModuleTypes } = require('internal/modules/typescript');
  return module_(loader, url, { __proto__: null, source: stripTypeScriptModuleTypes(textOf(source), url, 'module') });
}

function pathOf(url) {
  return StringPrototypeStartsWith(url, 'file:') ? require('internal/url').fileURLToPath(url) : url;
}

// ---- json ---------------------------------------------------------------------------------------

function json(loader, url, { source }) {
  const text = textOf(source, 'json');
  const { Module } = require('internal/modules/cjs/loader');
  const isFile = StringPrototypeStartsWith(url, 'file:');
  const path = isFile ? pathOf(url) : undefined;
  const known = isFile && !url.includes('?') && !url.includes('#') ? Module._cache[path] : undefined;
  let value;
  if (known?.loaded) {
    value = known.exports;
  } else {
    try {
      value = JSONParse(stripBOM(text));
    } catch (error) {
      error.message = `${path ?? url}: ${error.message}`;
      throw error;
    }
    if (isFile && known === undefined && !url.includes('?') && !url.includes('#')) {
      const mod = new Module(path);
      mod.filename = path;
      mod.exports = value;
      mod.loaded = true;
      Module._cache[path] = mod;
    }
  }
  const wrap = new ModuleWrap(url, undefined, ['default'], () => wrap.setExport('default', value));
  return wrap;
}

// ---- commonjs -----------------------------------------------------------------------------------

/** Names that import sees of a CommonJS file, with those of what it re-exports. */
function exportNamesOf(filename, text, mod) {
  const { Module, hidden } = require('internal/modules/cjs/loader');
  const record = mod ?? Module._cache[filename];
  const known = record === undefined ? undefined : hidden(record);
  if (known?.exportNames !== undefined) return known.exportNames;
  const names = new SafeSet();
  if (known !== undefined) known.exportNames = names;
  let parsed;
  try {
    const { parse } = require('internal/deps/cjs-module-lexer/lexer');
    // It is not ours, and leans on what programs may have replaced.
    const { withIntact } = require('internal/boot/intact');
    parsed = withIntact(parse, text ?? require('internal/modules/helpers').readSource(filename), filename);
  } catch {
    return names;
  }
  for (const name of new SafeArrayIterator(parsed.exports)) names.add(name);
  if (parsed.reexports.length > 0) addReexports(names, parsed.reexports, filename);
  return names;
}

function addReexports(names, reexports, filename) {
  const { Module } = require('internal/modules/cjs/loader');
  const path = require('path');
  const parent = new Module(filename);
  parent.filename = filename;
  parent.paths = Module._nodeModulePaths(path.dirname(filename));
  for (const request of new SafeArrayIterator(reexports)) {
    let resolved;
    try {
      resolved = Module._resolveFilename(request, parent, false);
    } catch {
      continue;
    }
    const ext = path.extname(resolved);
    if (!path.isAbsolute(resolved) || !(ext === '.js' || ext === '.cjs' || !Module._extensions[ext])) continue;
    if (inProgress.has(resolved)) continue;
    inProgress.add(resolved);
    try {
      exportNamesOf(resolved).forEach((name) => names.add(name));
    } finally {
      inProgress.delete(resolved);
    }
  }
}
const inProgress = new SafeSet();

function setExports(wrap, names, exports) {
  for (const name of new SafeArrayIterator(names)) {
    if (name === 'default' || name === 'module.exports') continue;
    let value;
    try {
      if (exports === null || exports === undefined || !ObjectPrototypeHasOwnProperty(exports, name)) continue;
      value = exports[name];
    } catch { /* a getter that throws */ }
    wrap.setExport(name, value);
  }
  wrap.setExport('default', exports);
  wrap.setExport('module.exports', exports);
}

function commonjs(loader, url, loaded, isMain) {
  const { Module, wrapModuleLoad, kIsCachedByESMLoader, kNotLoaded, hidden, setMain } = require('internal/modules/cjs/loader');
  const filename = pathOf(url);
  const { source } = loaded;
  const given = source !== null && source !== undefined;
  const text = given ? textOf(source) : loaded.text;
  const isFile = StringPrototypeStartsWith(url, 'file:');
  let mod = Module._cache[filename];
  if (mod === undefined) {
    // Stands in the cache so that a require() of it while it is imported finds the same record.
    mod = new Module(filename);
    mod.filename = filename;
    mod.paths = Module._nodeModulePaths(mod.path);
    mod[kIsCachedByESMLoader] = true;
    Module._cache[filename] = mod;
  }
  if (isMain && !mod.loaded) setMain(mod);
  if (!mod.loaded) hidden(mod).source ??= text;
  const names = exportNamesOf(filename, text, mod);
  const list = [];
  names.forEach((name) => {
    if (name !== 'default' && name !== 'module.exports') ArrayPrototypePush(list, name);
  });
  const all = ArrayPrototypeSlice(list);
  ArrayPrototypePush(all, 'default', 'module.exports');
  const wrap = new ModuleWrap(url, undefined, all, () => {
    const current = Module._cache[filename] ?? mod;
    let exports;
    const { loadedExports } = hidden(current);
    if (current.loaded) exports = loadedExports === kNotLoaded ? current.exports : loadedExports;
    else if (given && (loader.asyncHooks !== undefined || !isFile)) exports = runGiven(loader, current, text, url);
    else exports = wrapModuleLoad(filename, undefined, isMain);
    setExports(wrap, list, exports);
  });
  return wrap;
}

// CommonJS with the source of a hook; there need be no such file.
function runGiven(loader, mod, text, url) {
  const { hidden } = require('internal/modules/cjs/loader');
  const hooked = loader.asyncHooks === undefined ? undefined :
    require('internal/modules/esm/hooked_require').makeHookedRequire(loader, mod, url);
  hidden(mod).source = undefined;
  mod._compile(text, mod.filename, 'commonjs', hooked);
  mod.loaded = true;
  hidden(mod).loadedExports = mod.exports;
  return mod.exports;
}

function commonjsTypeScript(loader, url, loaded, isMain) {
  const { stripTypeScriptModuleTypes } = require('internal/modules/typescript');
  const { Module, kFormat } = require('internal/modules/cjs/loader');
  const text = stripTypeScriptModuleTypes(textOf(loaded.source), url, 'commonjs');
  const wrap = commonjs(loader, url, { __proto__: null, source: null, text }, isMain);
  const mod = Module._cache[pathOf(url)];
  if (mod !== undefined && !mod.loaded) mod[kFormat] = 'commonjs';
  return wrap;
}

// ---- the rest -----------------------------------------------------------------------------------

function builtin(loader, url) {
  return require('internal/modules/esm/builtins').builtinWrap(url);
}

function addon(loader, url, { source }) {
  const filename = pathOf(url);
  const { Module } = require('internal/modules/cjs/loader');
  const wrap = new ModuleWrap(url, undefined, ['default', 'module.exports'], () => {
    let mod = Module._cache[filename];
    if (mod === undefined) {
      mod = new Module(filename);
      mod.filename = filename;
      Module._cache[filename] = mod;
      process.dlopen(mod, filename);
      mod.loaded = true;
    }
    setExports(wrap, [], mod.exports);
  });
  return wrap;
}

const table = {
  '__proto__': null,
  addon,
  builtin,
  commonjs,
  'commonjs-typescript': commonjsTypeScript,
  json,
  'module': module_,
  'module-typescript': moduleTypeScript,
  wasm(loader, url, loaded) {
    return require('internal/modules/esm/wasm').translate(loader, url, loaded.source);
  },
};

/**
 * @param {ModuleLoader} loader
 * @param {string} url
 * @param {{ format: string, source: any, text?: string }} loaded
 * @param {boolean} isMain
 * @returns {ModuleWrap}
 */
function translate(loader, url, loaded, isMain) {
  const fn = table[loaded.format];
  if (fn === undefined) {
    const { codes: { ERR_UNKNOWN_MODULE_FORMAT } } = require('internal/errors');
    throw new ERR_UNKNOWN_MODULE_FORMAT(loaded.format, url);
  }
  return fn(loader, url, loaded, isMain);
}

module.exports = { translate, compileSourceTextModule, exportNamesOf };
