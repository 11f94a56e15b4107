// SPDX-License-Identifier: MIT
// CommonJS: the class Module with everything programs know of it, and loading: Module._load() finds,
// makes, compiles and runs. Where files are looked for: ./paths.js. What `require` is: ../helpers.js.
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypeIndexOf,
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypeSplice,
  Error,
  FunctionPrototypeCall,
  JSONParse,
  ObjectDefineProperty,
  ObjectFreeze,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ObjectPrototype,
  ObjectPrototypeHasOwnProperty,
  ObjectSetPrototypeOf,
  Proxy,
  ReflectSet,
  RegExpPrototypeExec,
  SafeSet,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  Symbol,
} = primordials;

const { BuiltinModule } = require('internal/boot/loader');
const path = require('path');
const paths = require('internal/modules/cjs/paths');
const packageReader = require('internal/modules/package_json_reader');
const helpers = require('internal/modules/helpers');
const { getOptionValue } = require('internal/options');
const { variable } = require('internal/process/env');
const { compileCommonJS, sourceMapURL } = internalBinding('contextify');
const { compiling, hooks, watching } = require('internal/modules/hooks_state');
require('internal/modules/esm/default_host'); // import() in scripts and modules

const kIsMainSymbol = Symbol('kIsMainSymbol');
const kIsCachedByESMLoader = Symbol('kIsCachedByESMLoader');
const kURL = Symbol('kURL');
const kFormat = Symbol('kFormat');
const kIsExecuting = Symbol('kIsExecuting');
const kNotLoaded = Symbol('kNotLoaded');

let requireDepth = 0;
let isPreloading = false;
let wrapperPatched = false;

/**
 * What no program sees of a module when it is printed: its parent, the source that a hook or the ES module loader left with it, and
 * `loadedExports`, which import sees whatever is put into require.cache later, and the names that import knows of it.
 */
class Hidden extends function(mod) { return mod; } {
  #fields = { parent: undefined, source: undefined, loadedExports: kNotLoaded, exportNames: undefined };
  static of(mod) {
    if (!(#fields in mod)) new Hidden(mod);
    return mod.#fields;
  }
}
const hidden = Hidden.of;

/** One CommonJS module. */
function Module(id = '', parent) {
  this.id = id;
  this.path = path.dirname(id);
  setOwn(this, 'exports', {});
  hidden(this).parent = parent;
  updateChildren(parent, this, false);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

// exports may be shadowed by an accessor on Object.prototype: define, do not assign.
function setOwn(object, key, value) {
  if (ObjectPrototypeHasOwnProperty(ObjectPrototype, key)) {
    ObjectDefineProperty(object, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  } else {
    object[key] = value;
  }
}

function updateChildren(parent, child, scan) {
  const children = parent?.children;
  if (children && !(scan && ArrayPrototypeIncludes(children, child))) ArrayPrototypePush(children, child);
}

Module._cache = { __proto__: null };
Module._pathCache = { __proto__: null };
Module._extensions = { __proto__: null };
Module.globalPaths = [];
ObjectDefineProperty(Module, '_stat', {
  __proto__: null,
  get: paths.getStat,
  set(fn) {
    paths.setStat(fn);
    return true;
  },
  configurable: true,
});

// ---- the wrapper ----------------------------------------------------------------------------------

let wrap = function(script) {
  return Module.wrapper[0] + script + Module.wrapper[1];
};
const wrapper = [
  '(function (exports, require, module, __filename, __dirname) { ',
  '\n});',
];
let wrapperProxy = new Proxy(wrapper, {
  __proto__: null,
  set(target, property, value, receiver) {
    wrapperPatched = true;
    return ReflectSet(target, property, value, receiver);
  },
  defineProperty(target, property, descriptor) {
    wrapperPatched = true;
    ObjectDefineProperty(target, property, { __proto__: null, ...descriptor });
    return true;
  },
});
ObjectDefineProperty(Module, 'wrap', {
  __proto__: null,
  get() {
    return wrap;
  },
  set(value) {
    wrapperPatched = true;
    wrap = value;
  },
});
ObjectDefineProperty(Module, 'wrapper', {
  __proto__: null,
  get() {
    return wrapperProxy;
  },
  set(value) {
    wrapperPatched = true;
    wrapperProxy = value;
  },
});

ObjectDefineProperty(Module.prototype, 'isPreloading', {
  __proto__: null,
  get() {
    return isPreloading;
  },
});
const { pendingDeprecate } = require('internal/util');
const parentText = 'module.parent is deprecated due to accuracy issues. Please use require.main to find program entry ' +
  'point instead.';
ObjectDefineProperty(Module.prototype, 'parent', {
  __proto__: null,
  get: pendingDeprecate(function getModuleParent() { return hidden(this).parent; }, parentText, 'DEP0144'),
  set: pendingDeprecate(function setModuleParent(value) { hidden(this).parent = value; }, parentText, 'DEP0144'),
});

let debug = (...args) => {
  debug = require('internal/util/debuglog').debuglog('module', (fn) => {
    debug = fn;
  });
  debug(...args);
};
Module._debug = pendingDeprecate((...args) => debug(...args), 'Module._debug is deprecated.', 'DEP0077');

Module.isBuiltin = function isBuiltin(id) {
  return typeof id === 'string' && BuiltinModule.isBuiltin(id);
};
ObjectDefineProperty(Module, '_readPackage', {
  __proto__: null, writable: true, configurable: true,
  value: function readPackage(requestPath) {
    return packageReader.read(path.resolve(requestPath, 'package.json')) ?? { __proto__: null, exists: false };
  },
});
Module._findPath = function(request, searchPaths, isMain, conditions) {
  return paths.findPath(request, searchPaths, isMain, Module._extensions, Module._pathCache, conditions);
};
Module._nodeModulePaths = paths.nodeModulePaths;
Module._resolveLookupPaths = paths.resolveLookupPaths;
Module._initPaths = function() {
  Module.globalPaths = paths.initPaths();
};

// ---- cycles ---------------------------------------------------------------------------------------

// Stands behind the unfinished exports of a module that is required again while it runs: says so when
// somebody asks for something that is not there yet.
const cycleProxy = new Proxy({}, {
  __proto__: null,
  get(target, property) {
    if (property in target || property === '__esModule') return target[property];
    warnCycle(property);
    return undefined;
  },
  getOwnPropertyDescriptor(target, property) {
    if (ObjectPrototypeHasOwnProperty(target, property) || property === '__esModule') {
      return ObjectGetOwnPropertyDescriptor(target, property);
    }
    warnCycle(property);
    return undefined;
  },
});
function warnCycle(property) {
  process.emitWarning(
    `Accessing non-existent property '${String(property)}' of module exports inside circular dependency`);
}

// Modules whose exports have the proxy behind them, until they are done.
let inCycle;

function exportsInCycle(mod) {
  const esm = mod[kIsESM];
  if (esm !== undefined) require('internal/modules/esm/require').checkCycle(mod, esm);
  const { exports } = mod;
  if (exports !== null && typeof exports === 'object' && ObjectGetPrototypeOf(exports) === ObjectPrototype &&
      !require('internal/util/types').isProxy(exports) && !exports.__esModule) {
    ObjectSetPrototypeOf(exports, cycleProxy);
    (inCycle ??= new SafeSet()).add(mod);
  }
  return exports;
}
const kIsESM = Symbol('kIsESM'); // the ES module behind a record that require() made

// ---- loading --------------------------------------------------------------------------------------

const resolvedOf = { __proto__: null }; // "directory\0request" -> file name

function cached(mod, parent) {
  updateChildren(parent, mod, true);
  return mod.loaded ? mod.exports : exportsInCycle(mod);
}

// What is known of a file without looking around it; of the others the loader finds out when it reads them.
const formats = { __proto__: null, '.cjs': 'commonjs', '.json': 'json' };

// The record a request was made for that ended at `filename`: the same once more, or a new one.
function recordFor(filename, parent, isMain) {
  const known = Module._cache[filename];
  if (known !== undefined) {
    updateChildren(parent, known, true);
    hidden(known).parent ??= parent;
    known[kIsCachedByESMLoader] = false;
    return known;
  }
  const mod = new Module(filename, parent);
  if (isMain) {
    setMain(mod);
    mod.id = '.';
  } else {
    mod[kIsMainSymbol] = false;
  }
  mod[kIsCachedByESMLoader] = false;
  mod[kURL] = undefined;
  mod[kFormat] = formats[path.extname(filename)];
  return mod;
}

function setMain(mod) {
  process.mainModule = mod;
  mod.require.main = mod;
  mod[kIsMainSymbol] = true;
}

/**
 * Loads what `request` means for `parent`, once.
 * @param {string} request
 * @param {Module|undefined} parent
 * @param {boolean} isMain
 * @returns {any} its exports
 */
Module._load = function(request, parent, isMain) {
  let key;
  if (parent) {
    key = `${parent.path}\x00${request}`;
    const filename = resolvedOf[key];
    if (filename !== undefined) {
      const mod = Module._cache[filename];
      if (mod !== undefined && !(mod[kIsCachedByESMLoader] && !mod.loaded)) return cached(mod, parent);
      delete resolvedOf[key];
    }
  }
  if (hooks.resolve.length !== 0 || hooks.load.length !== 0) {
    return require('internal/modules/cjs/hooked').load(request, parent, isMain, loadResolved);
  }
  if (StringPrototypeStartsWith(request, 'node:')) return loadScheme(request);
  const filename = Module._resolveFilename(request, parent, isMain);
  return loadResolved(filename, parent, isMain, key);
};

function loadScheme(request) {
  const mod = helpers.loadBuiltinModule(StringPrototypeSlice(request, 5));
  if (mod === undefined) {
    const { codes: { ERR_UNKNOWN_BUILTIN_MODULE } } = require('internal/errors');
    throw new ERR_UNKNOWN_BUILTIN_MODULE(request);
  }
  return mod.exports;
}

// `known` carries what load hooks already gave: { url, format, source }.
function loadResolved(filename, parent, isMain, key, known) {
  let mod = Module._cache[filename];
  if (mod !== undefined && !(mod[kIsCachedByESMLoader] && !mod.loaded && !mod[kIsExecuting])) {
    if (key !== undefined && mod.loaded) resolvedOf[key] = filename;
    return cached(mod, parent);
  }
  if (known === undefined && mod === undefined) {
    const id = BuiltinModule.normalizeRequirableId(filename);
    if (id !== undefined) return helpers.loadBuiltinModule(id).exports;
  }
  mod = recordFor(filename, parent, isMain);
  if (known !== undefined) {
    mod[kURL] = known.url;
    mod[kFormat] = known.format;
    hidden(mod).source = known.source;
  }
  Module._cache[filename] = mod;
  if (key !== undefined) resolvedOf[key] = filename;
  let failed = true;
  try {
    mod.load(filename);
    failed = false;
  } finally {
    if (failed) {
      delete Module._cache[filename];
      if (key !== undefined) {
        delete resolvedOf[key];
        const children = parent?.children;
        if (ArrayIsArray(children)) {
          const at = ArrayPrototypeIndexOf(children, mod);
          if (at !== -1) ArrayPrototypeSplice(children, at, 1);
        }
      }
    } else if (inCycle !== undefined && inCycle.delete(mod)) {
      endCycle(mod.exports);
    }
  }
  return mod.exports;
}

function endCycle(exports) {
  if (exports === null || typeof exports !== 'object' || require('internal/util/types').isProxy(exports)) return;
  if (ObjectGetPrototypeOf(exports) === cycleProxy) ObjectSetPrototypeOf(exports, ObjectPrototype);
}

/**
 * The file (or builtin id) that a request means.
 * @param {string} request
 * @param {Module|undefined} parent
 * @param {boolean} isMain
 * @param {{ paths?: string[], conditions?: Set<string> }} [options]
 * @returns {string}
 */
Module._resolveFilename = function(request, parent, isMain, options) {
  if (BuiltinModule.normalizeRequirableId(request)) return request;
  const conditions = options?.conditions;
  let searchPaths;
  if (typeof options === 'object' && options !== null) {
    if (ArrayIsArray(options.paths)) {
      searchPaths = paths.lookupPathsFor(request, options);
    } else if (options.paths === undefined) {
      searchPaths = Module._resolveLookupPaths(request, parent);
    } else {
      const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
      throw new ERR_INVALID_ARG_VALUE('options.paths', options.paths);
    }
  } else {
    searchPaths = Module._resolveLookupPaths(request, parent);
  }
  if (request[0] === '#' && (parent?.filename || parent?.id === '<repl>')) {
    const from = parent?.filename ? parent.filename : `${process.cwd()}${path.sep}repl`;
    const found = paths.resolveImports(from, request, conditions);
    if (found !== undefined) return found;
  }
  const parentPath = selfPath(parent);
  const self = paths.trySelf(parentPath, request, conditions);
  if (self) {
    Module._pathCache[`${request}\x00${searchPaths.length === 1 ? searchPaths[0] : ArrayPrototypeJoin(searchPaths, '\x00')}`] = self;
    return self;
  }
  const filename = conditions === undefined ?
    Module._findPath(request, searchPaths, isMain) : Module._findPath(request, searchPaths, isMain, conditions);
  if (filename) return filename;
  if (typesOf(parent?.filename)) {
    const source = require('internal/modules/typescript_resolve').find(request, parent.filename);
    if (source !== undefined) return source;
  }
  if (watching.report !== null) reportMissing(request, searchPaths);
  throw notFound(request, parent);
};

// Under --watch a file that is made later starts the program again.
function reportMissing(request, searchPaths) {
  if (!path.isAbsolute(request) && !paths.isRelative(request)) return;
  const base = path.resolve(searchPaths?.[0] ?? '', request);
  watching.report(base);
  for (const extension in Module._extensions) watching.report(base + extension);
}

// Is it TypeScript or JSX? Then tsconfig.json may know more.
function typesOf(filename) {
  return typeof filename === 'string' && RegExpPrototypeExec(typesPattern, filename) !== null;
}
const typesPattern = /\.(?:[mc]?ts|[tj]sx)$/;

// The file whose package may refer to itself by name.
function selfPath(parent) {
  if (parent?.filename) return parent.filename;
  if (parent?.id !== '<repl>' && parent?.id !== 'internal/preload') return false;
  try {
    return `${process.cwd()}/noop.js`;
  } catch {
    return false;
  }
}

function notFound(request, parent) {
  const requireStack = [];
  for (let cursor = parent; cursor; cursor = hidden(cursor).parent) {
    ArrayPrototypePush(requireStack, cursor.filename || cursor.id);
  }
  let message = `Cannot find module '${request}'`;
  if (requireStack.length > 0) message += `\nRequire stack:\n- ${ArrayPrototypeJoin(requireStack, '\n- ')}`;
  const error = new Error(message);
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = requireStack;
  return error;
}

// '.min.js' before '.js', if somebody registered it.
function extensionOf(filename) {
  const name = path.basename(filename);
  const extensions = Module._extensions;
  let at = StringPrototypeIndexOf(name, '.', 0);
  while (at !== -1) {
    if (at !== 0) {
      const extension = StringPrototypeSlice(name, at);
      if (extensions[extension]) return extension;
    }
    at = StringPrototypeIndexOf(name, '.', at + 1);
  }
  return '.js';
}

/** Runs the loader for the file's extension. */
Module.prototype.load = function(filename) {
  if (watching.report !== null) watching.report(filename);
  this.filename ??= filename;
  this.paths ??= Module._nodeModulePaths(path.dirname(filename));
  Module._extensions[extensionOf(filename)](this, filename);
  this.loaded = true;
  hidden(this).loadedExports = this.exports;
};

/** What the module's own require() calls. */
Module.prototype.require = function(id) {
  if (typeof id !== 'string' || id === '') checkId(id);
  requireDepth++;
  if (requireDepth === 1) paths.enterRequire();
  try {
    return wrapModuleLoad(id, this, false);
  } finally {
    if (--requireDepth === 0) paths.leaveRequire();
  }
};

function checkId(id) {
  require('internal/validators').validateString(id, 'id');
  const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
  throw new ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string');
}

// NODE_DEBUG=module_timer, and the trace category node.module_timer: how long each require() took.
let timed;
let tracer;

/** @param {(letter: 'b'|'e', name: string) => void} fn is told of each require() */
function setTracer(fn) {
  tracer = fn;
}

function loadTimed(request, parent, isMain) {
  const start = process.hrtime.bigint();
  tracer?.('b', `require('${request}')`);
  try {
    return Module._load(request, parent, isMain);
  } finally {
    tracer?.('e', `require('${request}')`);
    const ms = Number(process.hrtime.bigint() - start) / 1e6;
    if (timed) internalBinding('process').rawDebug(`MODULE_TIMER ${process.pid} [${parent?.id ?? ''}] [${request}]: ${+ms.toFixed(3)}ms`);
  }
}

let requireChannel;
/** Module._load with the tracing channel 'module.require'. */
function wrapModuleLoad(request, parent, isMain) {
  timed ??= StringPrototypeIndexOf(variable('NODE_DEBUG') ?? '', 'module_timer') !== -1;
  if (timed || tracer !== undefined) return loadTimed(request, parent, isMain);
  if (requireChannel === undefined) {
    if (BuiltinModule.map.get('diagnostics_channel')?.loaded !== true) return Module._load(request, parent, isMain);
    requireChannel = require('diagnostics_channel').tracingChannel('module.require');
  }
  if (!requireChannel.hasSubscribers) return Module._load(request, parent, isMain);
  return requireChannel.traceSync(
    Module._load, { __proto__: null, parentFilename: parent?.filename, id: request }, Module, request, parent, isMain);
}

// ---- compiling ------------------------------------------------------------------------------------

// The wrapper function of a module; undefined when it turns out to be an ES module.
function compile(mod, filename, content, format) {
  if (wrapperPatched) {
    const { Script } = require('vm');
    const { defaultHostSymbol } = require('internal/modules/esm/default_host');
    const script = new Script(Module.wrap(content), { filename, importModuleDynamically: defaultHostSymbol });
    return script.runInThisContext({ displayErrors: true });
  }
  try {
    if (compiling.cache !== null) return compiling.cache.compileCommonJS(content, filename, format === undefined);
    return compileCommonJS(content, filename, format === undefined);
  } catch (error) {
    if (format !== undefined) warnModuleSyntax(content, filename);
    throw error;
  }
}

// A file that the package says is CommonJS, with the syntax of a module.
function warnModuleSyntax(content, filename) {
  const { containsModuleSyntax } = internalBinding('contextify');
  if (!containsModuleSyntax(content, filename)) return;
  require('internal/process/warning').emitWarningSync(`Failed to load the ES module: ${filename}. Make sure to set "type": "module" in the nearest ` +
    'package.json file or use the .mjs extension.');
}

/**
 * Runs `content` as this module.
 * @param {string} content
 * @param {string} filename
 * @param {string} [format] 'commonjs' when that is known; otherwise an ES module is recognised
 * @param {Function} [require_] the module's require(); default: makeRequireFunction(this)
 */
Module.prototype._compile = function(content, filename, format, require_ = undefined) {
  if (format === 'module') return loadESM(this, filename, content);
  if (format === 'commonjs-typescript' || format === 'module-typescript' || format === 'typescript') {
    const known = format === 'typescript' ? undefined : StringPrototypeSlice(format, 0, -11);
    content = require('internal/modules/typescript').stripTypeScriptModuleTypes(content, filename, known);
    if (format === 'module-typescript') return loadESM(this, filename, content);
    format = format === 'commonjs-typescript' ? 'commonjs' : undefined;
  }
  if (typeof content !== 'string' || typeof filename !== 'string') {
    const { validateString } = require('internal/validators');
    validateString(content, 'content');
    validateString(filename, 'filename');
  }
  const fn = compile(this, filename, content, format);
  if (fn === undefined) return loadESM(this, filename, content, true);
  if (sourceMapsOn()) require('internal/source_map/cache').maybeCacheSourceMap(filename, content, this, sourceMapURL(fn));
  helpers.state.startedUserCJS = true;
  require_ ??= helpers.makeRequireFunction(this);
  const { exports } = this;
  this[kIsExecuting] = true;
  requireDepth++;
  if (requireDepth === 1) paths.enterRequire();
  try {
    const folder = path.dirname(filename);
    if (process.mainModule === this && getOptionValue('--inspect-brk')) require('internal/inspector/control').pauseOnStart();
    return FunctionPrototypeCall(fn, exports, exports, require_, this, filename, folder);
  } finally {
    this[kIsExecuting] = false;
    if (--requireDepth === 0) paths.leaveRequire();
  }
};

let mapsOn;
function sourceMapsOn() {
  mapsOn ??= require('internal/modules/hooks_state').sourceMaps;
  return mapsOn.recorded;
}

function loadESM(mod, filename, source, detected) {
  return require('internal/modules/esm/require').loadESMFromCJS(mod, filename, source, detected, kIsESM);
}

// What the package says about .js and .ts files.
function formatOf(filename) {
  const type = packageReader.getNearestParentPackageJSONType(filename);
  return type === 'none' ? undefined : type;
}

// The source that a load hook or the ES module loader has left with the record.
function takeSource(mod, filename) {
  const { source } = hidden(mod);
  if (source === undefined || source === null) return helpers.readSource(filename);
  hidden(mod).source = undefined;
  if (typeof source === 'string') return helpers.stripBOM(source);
  const { Buffer } = require('buffer');
  return helpers.stripBOM(Buffer.from(source.buffer ?? source, source.byteOffset, source.byteLength).toString('utf8'));
}

function canRequireESM() {
  return getOptionValue('--experimental-require-module') !== false;
}

// By extension and package: undefined when the source has to tell.
function formatFor(filename) {
  const ext = path.extname(filename);
  switch (ext) {
    case '.js': return formatOf(filename);
    case '.mjs': return 'module';
    case '.cjs': return 'commonjs';
  }
  if (stripsTypes()) {
    switch (ext) {
      case '.ts':
      case '.tsx':
      case '.jsx': {
        const type = formatOf(filename);
        return type === undefined ? 'typescript' : `${type}-typescript`;
      }
      case '.cts': return 'commonjs-typescript';
      case '.mts': return 'module-typescript';
    }
  }
  // Files with an unknown extension are CommonJS, whatever the package says.
  const type = formatOf(filename);
  return type === 'module' ? 'commonjs' : type;
}

function stripsTypes() {
  return getOptionValue('--strip-types') !== false;
}

Module._extensions['.js'] = function(mod, filename) {
  const format = mod[kFormat] ?? formatFor(filename);
  const content = takeSource(mod, filename);
  if ((format === 'module' || format === 'module-typescript') && !canRequireESM()) {
    throw requireEsmError(mod, filename, content);
  }
  mod._compile(content, filename, format);
};

Module._extensions['.json'] = function(mod, filename) {
  const content = takeSource(mod, filename);
  try {
    setOwn(mod, 'exports', JSONParse(helpers.stripBOM(content)));
  } catch (error) {
    error.message = `${filename}: ${error.message}`;
    throw error;
  }
};

Module._extensions['.node'] = function(mod, filename) {
  return process.dlopen(mod, path.toNamespacedPath(filename));
};

function requireEsmError(mod, filename, content) {
  const { codes: { ERR_REQUIRE_ESM } } = require('internal/errors');
  const { parent } = hidden(mod);
  const parentPath = parent?.filename;
  const packageJson = filename.endsWith('.js') ? packageReader.getNearestParentPackageJSON(filename)?.filePath : undefined;
  const { containsModuleSyntax } = internalBinding('contextify');
  const error = new ERR_REQUIRE_ESM(filename, containsModuleSyntax(content, filename), parentPath, packageJson);
  if (parentPath) pointAtRequire(error, parentPath);
  return error;
}

// The stack is the place of the require(), with its line.
function pointAtRequire(error, parentPath) {
  const lines = `${error.stack}`.split('\n');
  const frame = lines.find((line) => /^ {4}at /.test(line) && line.includes(parentPath));
  const place = /:(\d+):(\d+)\)?$/.exec(frame);
  if (place === null) return;
  error.stack = [...lines.slice(0, lines.findIndex((line) => /^ {4}at /.test(line))), frame].join('\n');
  let text;
  try {
    text = require('fs').readFileSync(parentPath, 'utf8').split('\n')[place[1] - 1];
  } catch {
    return;
  }
  internalBinding('contextify').setErrorArrow(error, `${parentPath}:${place[1]}\n${text}\n${' '.repeat(place[2] - 1)}^\n`);
}

/** What depends on the command line; runs at start, before user code. */
function initializeCJS() {
  Module._initPaths();
}

// ---- createRequire and preloading -----------------------------------------------------------------

/**
 * @param {string|URL} filename absolute path or file: URL
 * @returns {Function} a require function for that place
 */
Module.createRequire = function createRequire(filename) {
  const { isURL, fileURLToPath, URL } = require('internal/url');
  const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
  const wanted = 'must be a file URL object, file URL string, or absolute path string';
  let filepath;
  let url;
  if (isURL(filename) || (typeof filename === 'string' && !path.isAbsolute(filename))) {
    try {
      url = new URL(filename);
      filepath = fileURLToPath(url);
    } catch {
      throw new ERR_INVALID_ARG_VALUE('filename', filename, wanted);
    }
  } else if (typeof filename !== 'string') {
    throw new ERR_INVALID_ARG_VALUE('filename', filename, wanted);
  } else {
    filepath = filename;
  }
  // A directory stands for a file in it.
  const proxyPath = filepath[filepath.length - 1] === '/' ? path.join(filepath, 'noop.js') : filepath;
  const mod = new Module(proxyPath);
  mod.filename = proxyPath;
  mod.paths = Module._nodeModulePaths(mod.path);
  return helpers.makeRequireFunction(mod);
};

/** -r / --require */
Module._preloadModules = function(requests) {
  if (!ArrayIsArray(requests)) return;
  isPreloading = true;
  const parent = new Module('internal/preload', null);
  try {
    parent.paths = Module._nodeModulePaths(process.cwd());
  } catch (error) {
    if (error.code !== 'ENOENT') {
      isPreloading = false;
      throw error;
    }
  }
  for (let i = 0; i < requests.length; i++) {
    Module._load(requests[i], parent, false);
  }
  isPreloading = false;
};

Module.syncBuiltinESMExports = function syncBuiltinESMExports() {
  require('internal/modules/esm/builtins').syncAll();
};

Module.Module = Module;
Module.runMain = function executeUserEntryPoint(main = process.argv[1]) {
  return require('internal/modules/run_main').executeUserEntryPoint(main);
};
ObjectDefineProperty(Module.prototype, 'constructor', {
  __proto__: null, get: () => Module, configurable: false, enumerable: false,
});

module.exports = {
  setTracer,
  Module,
  wrapModuleLoad,
  compile,
  initializeCJS,
  setMain,
  notFound,
  extensionOf,
  hidden,
  kIsMainSymbol,
  kIsCachedByESMLoader,
  kURL,
  kFormat,
  kIsExecuting,
  kNotLoaded,
  kIsESM,
};
