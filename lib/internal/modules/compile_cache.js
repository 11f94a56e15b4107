// SPDX-License-Identifier: MIT
// Compiled code of the program's modules, kept on disk between runs: module.enableCompileCache(),
// NODE_COMPILE_CACHE. The loaders look at `compiling` (hooks_state.js) only. A file holds: magic, hash of the source, hash of
// the data, the data (src/bindings/modules.c). Written when the process ends, or by flushCompileCache().
'use strict';

const { compiling } = require('internal/modules/hooks_state');
const { hash, readCache, cacheHead } = internalBinding('modules');

const status = { __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 };

const exported = module.exports = {
  __proto__: null,
  compileCommonJS,
  compileModule,
  transpile,
  enableCompileCache,
  enableFromEnvironment,
  flushCompileCache,
  getCompileCacheDir,
};

let directory;
let portable = false;
const entries = new Map(); // key -> entry
let debugOn = true; // until enable() knows

function debug(text) {
  if (debugOn) internalBinding('process').rawDebug(`[compile cache] ${text}`);
}

// ---- entries --------------------------------------------------------------------------------------

// `type` is CommonJS, ESM, StrippedTypeScript …
function entryFor(type, filename, source) {
  const path = require('path');
  const shown = portable && path.isAbsolute(filename) ? path.relative(directory, filename) : filename;
  const key = hash(`${type}|${shown}`);
  const sourceHash = hash(source);
  let entry = entries.get(key);
  if (entry !== undefined && entry.sourceHash === sourceHash) return entry;
  entry = { __proto__: null, type, filename, file: path.join(directory, key), sourceHash, data: undefined, dirty: true, produce: undefined };
  entries.set(key, entry);
  read(entry);
  return entry;
}

// Why readCache() did not take a file.
const reasons = [undefined, 'magic number mismatch', 'code hash mismatch', 'cache hash mismatch'];

function read(entry) {
  const data = readCache(entry.file, entry.sourceHash);
  if (typeof data !== 'number') {
    entry.data = data;
    entry.dirty = false;
  }
  if (!debugOn) return;
  let result = `success, size=${data.length}`;
  if (data < 0) result = require('util').getSystemErrorName(data);
  else if (typeof data === 'number') result = `${reasons[data]}: expected ${entry.sourceHash}`;
  debug(`reading cache from ${entry.file} for ${entry.type} ${entry.filename}... ${result}`);
}

function note(entry, rejected) {
  const name = `V8 code cache for ${entry.type} ${entry.filename} was`;
  if (entry.data === undefined) {
    debug(`${name} not initialized, initializing the in-memory entry`);
  } else if (rejected) {
    debug(`${name} rejected, updating the in-memory entry`);
    entry.dirty = true;
  } else {
    debug(`${name} accepted, keeping the in-memory entry`);
  }
}

// ---- what the loaders call -------------------------------------------------------------------------

function compileCommonJS(content, filename, detect) {
  const binding = internalBinding('contextify');
  const entry = entryFor('CommonJS', filename, content);
  const fn = binding.compileCommonJS(content, filename, detect, entry.data);
  if (fn === undefined) {
    entries.delete(hash(`CommonJS|${filename}`));
    return undefined;
  }
  note(entry, entry.data !== undefined && binding.lastCacheRejected());
  entry.produce = () => binding.functionCodeCache(fn);
  return fn;
}

function compileModule(url, source, symbol) {
  const { ModuleWrap } = internalBinding('module_wrap');
  if (!url.startsWith('file:')) return new ModuleWrap(url, undefined, source, 0, 0, symbol);
  const filename = require('internal/url').fileURLToPath(url);
  const entry = entryFor('ESM', filename, source);
  const wrap = new ModuleWrap(url, undefined, source, 0, 0, symbol, entry.data);
  note(entry, wrap.cachedDataRejected === true);
  entry.produce = () => wrap.createCachedData();
  return wrap;
}

/** The result of fn(), remembered for the same source. */
function transpile(type, filename, source, fn) {
  const path = filename.startsWith('file:') ? require('internal/url').fileURLToPath(filename) : filename;
  const { Buffer } = require('buffer');
  const entry = entryFor(type, path, source);
  if (entry.data !== undefined) {
    debug(`retrieving transpile cache for ${type} ${path}... success`);
    return entry.data.toString('utf8');
  }
  debug(`no transpile cache for ${type} ${path}`);
  const text = fn();
  debug(`saving transpilation cache for ${type} ${path}`);
  entry.produce = () => Buffer.from(text);
  return text;
}

// ---- writing ---------------------------------------------------------------------------------------

function write(entry) {
  if (!entry.dirty) {
    debug(`skip persisting ${entry.type} ${entry.filename} because cache was the same`);
    return;
  }
  if (entry.produce === undefined) {
    debug(`skip persisting ${entry.type} ${entry.filename} because the cache was not initialized`);
    return;
  }
  const { Buffer } = require('buffer');
  const fs = require('fs');
  const data = entry.produce();
  const start = `writing cache for ${entry.type} ${entry.filename} in ${entry.file}...`;
  const temporary = `${entry.file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(temporary, Buffer.concat([cacheHead(entry.sourceHash, data), data]), { mode: 0o600 });
    fs.renameSync(temporary, entry.file);
    entry.dirty = false;
    debug(`${start} success`);
  } catch (error) {
    debug(`${start} ${error.code}`);
  }
}

function writeAll() {
  for (const entry of entries.values()) write(entry);
}

/**
 * Writes what is new.
 * @param {boolean} [keepDeserializedCache] has no effect: what was read is needed until the end
 */
function flushCompileCache(keepDeserializedCache = false) {
  if (typeof keepDeserializedCache !== 'boolean') {
    const error = new TypeError('keepDeserializedCache should be a boolean');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  if (compiling.cache === null) return;
  writeAll();
  debug('module.flushCompileCache() finished');
}

// ---- switching on ----------------------------------------------------------------------------------

function tag() {
  const { process: { arch, version } } = globalThis;
  const v8 = hash(`${process.versions.v8}|${process.versions.eddy ?? ''}`).slice(0, 8);
  return `${version}-${arch}-${v8}-${process.getuid?.() ?? 0}`;
}

function mayUse(path) {
  if (!process.permission) return true;
  for (const { 0: scope, 1: word } of [['fs.write', 'write'], ['fs.read', 'read']]) {
    if (!process.permission.has(scope, path)) {
      const message = `Skipping compile cache because ${word} permission for ${path} is not granted`;
      debug(message);
      return message;
    }
  }
  return true;
}

function enable(base) {
  debugOn = `${process.env.NODE_DEBUG_NATIVE ?? ''}`.split(',').includes('COMPILE_CACHE');
  if (process.env.NODE_DISABLE_COMPILE_CACHE !== undefined) {
    return { status: status.DISABLED, message: 'Disabled by NODE_DISABLE_COMPILE_CACHE' };
  }
  const path = require('path');
  const full = path.join(path.resolve(base), tag());
  const permitted = mayUse(full);
  if (permitted !== true) return { status: status.FAILED, message: permitted };
  try {
    require('fs').mkdirSync(full, { recursive: true });
  } catch (error) {
    const message = `Cannot create cache directory: ${error.message}`;
    debug(message);
    return { status: status.FAILED, message };
  }
  directory = full;
  compiling.cache = exported;
  process.once('exit', writeAll);
  return { status: status.ENABLED, directory };
}

/**
 * @param {string|{ directory?: string, portable?: boolean }} [options]
 * @returns {{ status: number, message?: string, directory?: string }}
 */
function enableCompileCache(options) {
  const { validateString } = require('internal/validators');
  let base = options;
  let wantsPortable;
  if (options !== null && typeof options === 'object') {
    ({ directory: base, portable: wantsPortable } = options);
    if (wantsPortable !== undefined) wantsPortable = Boolean(wantsPortable);
  }
  if (base !== undefined) validateString(base, 'cacheDir');
  if (compiling.cache !== null) return { status: status.ALREADY_ENABLED, directory };
  portable = wantsPortable ?? process.env.NODE_COMPILE_CACHE_PORTABLE === '1';
  base ??= process.env.NODE_COMPILE_CACHE || require('path').join(require('os').tmpdir(), 'node-compile-cache');
  return enable(base);
}

/** NODE_COMPILE_CACHE=dir */
function enableFromEnvironment() {
  portable = process.env.NODE_COMPILE_CACHE_PORTABLE === '1';
  enable(process.env.NODE_COMPILE_CACHE);
}

function getCompileCacheDir() {
  return directory;
}
