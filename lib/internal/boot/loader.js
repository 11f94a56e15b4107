// SPDX-License-Identifier: MIT
// The loader of the library's own modules: requireBuiltin('internal/x') inside the library, and the
// public face of a builtin for the user's require() and import.
'use strict';

const {
  ArrayFrom,
  ArrayPrototypeFilter,
  ArrayPrototypeMap,
  ArrayPrototypePush,
  ObjectKeys,
  ReflectApply,
  SafeMap,
  SafeSet,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;

const { compile, has, ids } = internalBinding('builtins');

// Ids users may require, with or without the scheme. What is not in lib/ yet does not exist.
const publicNames = [
  '_http_agent', '_http_client', '_http_common', '_http_incoming', '_http_outgoing', '_http_server',
  '_stream_duplex', '_stream_passthrough', '_stream_readable', '_stream_transform', '_stream_wrap',
  '_stream_writable', '_tls_common', '_tls_wrap', 'assert', 'assert/strict', 'async_hooks', 'buffer',
  'child_process', 'cluster', 'console', 'constants', 'crypto', 'dgram', 'diagnostics_channel', 'dns',
  'dns/promises', 'domain', 'events', 'fs', 'fs/promises', 'http', 'http2', 'https', 'inspector',
  'inspector/promises', 'module', 'net', 'os', 'path', 'path/posix', 'path/win32', 'perf_hooks',
  'process', 'punycode', 'querystring', 'readline', 'readline/promises', 'repl', 'stream',
  'stream/consumers', 'stream/promises', 'stream/web', 'string_decoder', 'sys', 'timers',
  'timers/promises', 'tls', 'trace_events', 'tty', 'url', 'util', 'util/types', 'v8', 'vm', 'wasi',
  'worker_threads', 'zlib',
];
const schemeOnlyNames = ['sea', 'sqlite', 'test', 'test/reporters'];
const ownNames = ['eddy:ws', 'eddy:multipart'];

// Made when first asked for: which of them exist does not change, but asking costs.
let publicSet;
let schemeOnlySet;
let exposed = false;
function loadSets() {
  publicSet = new SafeSet(ArrayPrototypeFilter(publicNames, (id) => has(id)));
  schemeOnlySet = new SafeSet(ArrayPrototypeFilter(schemeOnlyNames, (id) => has(id)));
}

// The place of a builtin, e.g. 'eddy:ws' is lib/eddy/ws.js.
function fileOf(id) {
  return StringPrototypeStartsWith(id, 'eddy:') ? `eddy/${StringPrototypeSlice(id, 5)}` : id;
}

/** One module of the library. */
class BuiltinModule {
  static map = new SafeMap();

  constructor(id) {
    this.id = id;
    this.filename = `${id}.js`;
    this.exports = {};
    this.loaded = false;
    this.loading = false;
    this.module = undefined; // the ESM facade, see internal/modules/esm
    this.exportKeys = undefined;
    this.canBeRequiredByUsers = BuiltinModule.canBeRequiredByUsers(id);
  }

  static exists(id) {
    return has(id);
  }

  /** Whether users can load it by this id, 'node:' left out ('test' is loadable as 'node:test'). */
  static canBeRequiredByUsers(id) {
    if (publicSet === undefined) loadSets();
    return publicSet.has(id) || schemeOnlySet.has(id);
  }

  static canBeRequiredWithoutScheme(id) {
    if (publicSet === undefined) loadSets();
    return publicSet.has(id);
  }

  /** Users can no longer load it: an option of the command line says so. */
  static dropPublic(id) {
    if (publicSet === undefined) loadSets();
    publicSet.delete(id);
    schemeOnlySet.delete(id);
  }

  /** --expose-internals: tests may require every file of the library. */
  static exposeInternals() {
    exposed = true;
  }

  /** 'node:fs' or 'fs' -> 'fs'; undefined if users cannot require it. */
  static normalizeRequirableId(id) {
    if (exposed && StringPrototypeStartsWith(id, 'internal/') && has(id)) return id;
    if (StringPrototypeStartsWith(id, 'node:')) {
      const name = StringPrototypeSlice(id, 5);
      if (BuiltinModule.canBeRequiredByUsers(name)) return name;
    } else if (BuiltinModule.canBeRequiredWithoutScheme(id)) {
      return id;
    } else if (StringPrototypeStartsWith(id, 'eddy:') && has(fileOf(id))) {
      return fileOf(id);
    }
    return undefined;
  }

  static isBuiltin(id) {
    return BuiltinModule.normalizeRequirableId(id) !== undefined;
  }

  static getSchemeOnlyModuleNames() {
    if (publicSet === undefined) loadSets();
    return ArrayFrom(schemeOnlySet);
  }

  static getCanBeRequiredByUsersWithoutSchemeList() {
    if (publicSet === undefined) loadSets();
    return ArrayFrom(publicSet);
  }

  /** All ids a user can load, as module.builtinModules lists them. */
  static getAllBuiltinModuleIds() {
    if (publicSet === undefined) loadSets();
    const list = ArrayFrom(publicSet);
    ArrayPrototypePush(list, ...ArrayPrototypeMap(ArrayFrom(schemeOnlySet), (id) => `node:${id}`));
    return list;
  }

  /** For the user's require(): loads, and remembers the names for import. */
  compileForPublicLoader() {
    if (!exposed && !this.canBeRequiredByUsers && !StringPrototypeStartsWith(this.id, 'eddy/')) {
      throw new Error(`Should not compile ${this.id} for public use`);
    }
    requireBuiltin(this.id);
    if (this.exportKeys === undefined) this.exportKeys = ObjectKeys(this.exports);
    return this.exports;
  }
}

function getModule(id) {
  let mod = BuiltinModule.map.get(id);
  if (mod === undefined) {
    mod = new BuiltinModule(id);
    BuiltinModule.map.set(id, mod);
  }
  return mod;
}
BuiltinModule.get = getModule;

let withIntact;
/** From now on programs run, and files are loaded among intact intrinsics. */
function expectPrograms() {
  ({ withIntact } = requireBuiltin('internal/boot/intact'));
}

function run(id, mod) {
  const fn = compile(id);
  const require = StringPrototypeStartsWith(id, 'internal/deps/') ? requireInPackage(id) : requireBuiltin;
  ReflectApply(fn, undefined, [mod.exports, require, mod, process, internalBinding, primordials]);
}

/** require() inside the library. Cycles see the partial exports, as everywhere in CommonJS. */
function requireBuiltin(id) {
  // Short, to be inlined: functions that programs call often ask for what they need on each call.
  const mod = BuiltinModule.map.get(id);
  return mod !== undefined && mod.loaded ? mod.exports : load(id);
}

function load(id) {
  if (id === 'internal/boot/loader' || id === 'internal/bootstrap/realm') return module.exports;
  const mod = getModule(id);
  if (mod.loaded || mod.loading) return mod.exports;
  mod.loading = true;
  try {
    // internal/main/ runs the program, which may already have been changing things with --require.
    if (withIntact === undefined || StringPrototypeStartsWith(id, 'internal/main/')) run(id, mod);
    else withIntact(run, id, mod);
    mod.loaded = true;
  } finally {
    mod.loading = false;
    if (!mod.loaded) BuiltinModule.map.delete(id);
  }
  return mod.exports;
}

// Embedded npm packages require each other's files by relative path, and builtins by name.
function requireInPackage(from) {
  const folder = StringPrototypeSlice(from, 0, StringPrototypeLastIndexOf(from, '/'));
  return function require(request) {
    if (!StringPrototypeStartsWith(request, '.')) {
      if (StringPrototypeStartsWith(request, 'node:')) return requireBuiltin(StringPrototypeSlice(request, 5));
      return requireBuiltin(has(request) ? request : `internal/deps/${request}`);
    }
    const parts = StringPrototypeSplit(folder, '/');
    const steps = StringPrototypeSplit(request, '/');
    for (let i = 0; i < steps.length; i++) {
      if (steps[i] === '..') parts.length--;
      else if (steps[i] !== '.' && steps[i] !== '') parts[parts.length] = steps[i];
    }
    let id = '';
    for (let i = 0; i < parts.length; i++) id += i === 0 ? parts[i] : `/${parts[i]}`;
    if (!has(id) && id.length > 3 && StringPrototypeSlice(id, -3) === '.js') id = StringPrototypeSlice(id, 0, -3);
    if (!has(id) && id.length > 4 && StringPrototypeSlice(id, -4) === '.cjs') id = StringPrototypeSlice(id, 0, -4);
    return requireBuiltin(has(id) ? id : `${id}/index`);
  };
}

module.exports = { BuiltinModule, expectPrograms, requireBuiltin, internalBinding, publicNames, ownNames, builtinIds: ids };
