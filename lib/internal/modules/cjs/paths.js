// SPDX-License-Identifier: MIT
// Where require() looks: node_modules directories, NODE_PATH, extensions, "main", "exports".
'use strict';

const {
  ArrayPrototypeIncludes,
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypePushApply,
  ArrayPrototypeSlice,
  ArrayPrototypeUnshiftApply,
  Error,
  ObjectKeys,
  RegExpPrototypeExec,
  SafeMap,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;

const path = require('path');
const packageReader = require('internal/modules/package_json_reader');
const { getOptionValue } = require('internal/options');
const { variable } = require('internal/process/env');
const { toRealPath, getCjsConditions, kFile, kDirectory, kLink } = require('internal/modules/helpers');
const binding = internalBinding('modules');

const kSlash = 47;
const kDot = 46;

// ---- looking at files -----------------------------------------------------------------------------

// While a require() runs, a path is looked at once.
let statCache = null;
let statHook = null; // what a program put in place of Module._stat

function enterRequire() {
  statCache ??= new SafeMap();
}
function leaveRequire() {
  statCache = null;
  packageReader.forgetMissing();
}

// lstat as far as it goes: kLink says that stat() has to be asked.
function lookAt(filename) {
  if (statCache === null) return binding.lstat(filename);
  let kind = statCache.get(filename);
  if (kind === undefined) {
    kind = binding.lstat(filename);
    if (kind >= 0) statCache.set(filename, kind);
  }
  return kind;
}

/** 0 file, 1 directory, negative: not there. */
function stat(filename) {
  return statHook !== null ? statHook(filename) : plainStat(filename);
}

function plainStat(filename) {
  const kind = lookAt(filename);
  return kind === kLink ? binding.stat(filename) : kind;
}

/** Replaces what is asked about files (Module._stat = …). */
function setStat(fn) {
  require('internal/util').emitExperimentalWarning('Module._stat');
  statHook = fn;
}
function getStat() {
  return statHook ?? plainStat;
}

function real(filename, isMain) {
  if (getOptionValue(isMain ? '--preserve-symlinks-main' : '--preserve-symlinks')) return path.resolve(filename);
  return statHook === null ? toRealPath(filename, lookAt(filename)) : toRealPath(filename);
}

function tryFile(filename, isMain) {
  return stat(filename) === kFile ? real(filename, isMain) : false;
}

function tryExtensions(base, extensions, isMain) {
  for (let i = 0; i < extensions.length; i++) {
    const found = tryFile(base + extensions[i], isMain);
    if (found) return found;
  }
  return false;
}

// A directory: its package's "main", or index.
function tryPackage(directory, extensions, isMain, request) {
  const config = packageReader.read(path.resolve(directory, 'package.json'));
  const main = config?.main;
  if (!main) return tryExtensions(path.resolve(directory, 'index'), extensions, isMain);
  const filename = path.resolve(directory, main);
  let found = tryFile(filename, isMain) || tryExtensions(filename, extensions, isMain) ||
    tryExtensions(path.resolve(filename, 'index'), extensions, isMain);
  if (found) return found;
  found = tryExtensions(path.resolve(directory, 'index'), extensions, isMain);
  const jsonPath = path.resolve(directory, 'package.json');
  if (!found) {
    const error = new Error(
      `Cannot find module '${filename}'. Please verify that the package.json has a valid "main" entry`);
    error.code = 'MODULE_NOT_FOUND';
    error.path = jsonPath;
    error.requestPath = request;
    throw error;
  }
  process.emitWarning(
    `Invalid 'main' field in '${jsonPath}' of '${main}'. Please either fix that or report it to the module author`,
    'DeprecationWarning', 'DEP0128');
  return found;
}

// ---- exports and imports --------------------------------------------------------------------------

const packagePattern = /^((?:@[^/\\%]+\/)?[^./\\%][^/\\%]*)(\/.*)?$/;
const encodedSeparator = /%2F|%5C/i;

// What a URL from "exports"/"imports" means for require(): a file that must be there.
function finishUrl(resolved, parentPath, packagePath) {
  const { fileURLToPath } = require('internal/url');
  if (RegExpPrototypeExec(encodedSeparator, resolved.pathname) !== null) {
    const { codes: { ERR_INVALID_MODULE_SPECIFIER } } = require('internal/errors');
    throw new ERR_INVALID_MODULE_SPECIFIER(
      `${resolved}`, 'must not include encoded "/" or "\\" characters', parentPath);
  }
  const filename = fileURLToPath(resolved);
  const found = tryFile(filename, false);
  if (found) return found;
  const error = new Error(`Cannot find module '${filename}'`);
  error.code = 'MODULE_NOT_FOUND';
  if (packagePath) error.path = packagePath;
  throw error;
}

/** The file that "exports" of node_modules/<name> gives for a request; undefined without "exports". */
function resolveExports(directory, request, conditions) {
  const match = RegExpPrototypeExec(packagePattern, request);
  if (match === null) return undefined;
  const packagePath = path.resolve(directory, match[1]);
  const config = packageReader.read(path.resolve(packagePath, 'package.json'));
  if (config?.exports === undefined || config.exports === null) return undefined;
  const { pathToFileURL } = require('internal/url');
  const { packageExportsResolve } = require('internal/modules/esm/package_targets');
  const resolved = packageExportsResolve(
    pathToFileURL(`${packagePath}/package.json`), `.${match[2] ?? ''}`, config, undefined,
    conditions ?? getCjsConditions());
  return finishUrl(resolved, null, packagePath);
}

/** A package may require itself by name if it has "exports". */
function trySelf(parentPath, request, conditions) {
  if (!parentPath) return false;
  const config = packageReader.getNearestParentPackageJSON(parentPath);
  if (config?.exports === undefined || config.exports === null || config.name === undefined) return false;
  let subpath;
  if (request === config.name) subpath = '.';
  else if (StringPrototypeStartsWith(request, `${config.name}/`)) {
    subpath = `.${StringPrototypeSlice(request, config.name.length)}`;
  } else return false;
  const { pathToFileURL } = require('internal/url');
  const { packageExportsResolve } = require('internal/modules/esm/package_targets');
  try {
    const resolved = packageExportsResolve(
      pathToFileURL(config.filePath), subpath, config, pathToFileURL(parentPath).href,
      conditions ?? getCjsConditions());
    return finishUrl(resolved, parentPath, path.dirname(config.filePath));
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') error.code = 'MODULE_NOT_FOUND';
    throw error;
  }
}

/** '#name' of the package that the parent belongs to; undefined when that has no "imports". */
function resolveImports(parentPath, request, conditions) {
  const config = packageReader.getNearestParentPackageJSON(parentPath);
  if (config?.imports === undefined) return undefined;
  const { pathToFileURL } = require('internal/url');
  const { packageImportsResolve } = require('internal/modules/esm/package_targets');
  try {
    const resolved = packageImportsResolve(
      request, pathToFileURL(parentPath).href, conditions ?? getCjsConditions());
    if (typeof resolved === 'string' || resolved.protocol === 'node:') return `${resolved.href ?? resolved}`;
    return finishUrl(resolved, parentPath, config.filePath);
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') {
      const missing = new Error(`Cannot find module '${request}'`);
      missing.code = 'MODULE_NOT_FOUND';
      throw missing;
    }
    throw error;
  }
}

// ---- lists of directories ---------------------------------------------------------------------------

/** ['/a/b/node_modules', '/a/node_modules', '/node_modules'] for '/a/b'. */
function nodeModulePaths(from) {
  from = path.resolve(from);
  if (from === '/') return ['/node_modules'];
  const paths = [];
  let end = from.length;
  for (let i = from.length - 1; i >= 0; i--) {
    if (StringPrototypeCharCodeAt(from, i) !== kSlash) continue;
    if (StringPrototypeSlice(from, i + 1, end) !== 'node_modules') {
      ArrayPrototypePush(paths, `${StringPrototypeSlice(from, 0, end)}/node_modules`);
    }
    end = i;
  }
  ArrayPrototypePush(paths, '/node_modules');
  return paths;
}

let globalPaths = [];

/** Sets up NODE_PATH and the home directory's places. */
function initPaths() {
  if (!require('internal/options').getOptionValue('--global-search-paths')) return globalPaths = [];
  const home = variable('HOME');
  const paths = [path.resolve(process.execPath, '..', '..', 'lib', 'node')];
  if (home) {
    ArrayPrototypeUnshiftApply(paths, [path.resolve(home, '.node_modules'), path.resolve(home, '.node_libraries')]);
  }
  const listed = variable('NODE_PATH');
  if (listed) {
    const given = StringPrototypeSplit(listed, path.delimiter);
    for (let i = given.length - 1; i >= 0; i--) {
      if (given[i]) ArrayPrototypeUnshiftApply(paths, [given[i]]);
    }
  }
  globalPaths = paths;
  return ArrayPrototypeSlice(paths);
}

function isRelative(request) {
  if (StringPrototypeCharCodeAt(request, 0) !== kDot) return false;
  if (request.length === 1) return true;
  const second = StringPrototypeCharCodeAt(request, 1);
  if (second === kSlash) return true;
  if (second !== kDot) return false;
  return request.length === 2 || StringPrototypeCharCodeAt(request, 2) === kSlash;
}

/** Directories in which to look for a request of `parent`; null for a builtin. */
function resolveLookupPaths(request, parent) {
  const { BuiltinModule } = require('internal/boot/loader');
  if (BuiltinModule.normalizeRequirableId(request)) return null;
  if (!isRelative(request)) {
    let paths;
    if (parent?.paths?.length) {
      paths = ArrayPrototypeSlice(parent.paths);
      ArrayPrototypePushApply(paths, globalPaths);
    } else {
      paths = ArrayPrototypeSlice(globalPaths);
    }
    return paths.length > 0 ? paths : null;
  }
  // Without a file (REPL, -e, -p) everything is relative to the working directory.
  if (!parent?.id || !parent.filename) return ['.'];
  return [path.dirname(parent.filename)];
}

function endsAsDirectory(request) {
  const last = StringPrototypeCharCodeAt(request, request.length - 1);
  if (last === kSlash) return true;
  if (last !== kDot) return false;
  if (request.length === 1) return true;
  const before = StringPrototypeCharCodeAt(request, request.length - 2);
  if (before === kSlash) return true;
  return before === kDot &&
    (request.length === 2 || StringPrototypeCharCodeAt(request, request.length - 3) === kSlash);
}

/**
 * @param {string} request
 * @param {string[]} paths directories, in order
 * @param {boolean} isMain
 * @param {object} extensions Module._extensions
 * @param {object} cache Module._pathCache
 * @returns {string|false}
 */
function findPath(request, paths, isMain, extensions, cache, conditions) {
  const absolute = path.isAbsolute(request);
  if (absolute) paths = [''];
  else if (!paths || paths.length === 0) return false;
  let key = `${request}\x00${paths.length === 1 ? paths[0] : ArrayPrototypeJoin(paths, '\x00')}`;
  conditions?.forEach((name) => { key += `\x00${name}`; });
  const known = cache[key];
  if (known) return known;
  const directoryOnly = endsAsDirectory(request);
  const relative = isRelative(request);
  let exts;
  for (let i = 0; i < paths.length; i++) {
    const directory = paths[i];
    if (!relative && directory && stat(directory) !== kDirectory) continue;
    let found;
    if (!absolute && !relative) {
      found = resolveExports(directory, request, conditions);
      if (found) return found;
    }
    const base = path.resolve(directory, request);
    const kind = stat(base);
    if (!directoryOnly) {
      if (kind === kFile) found = real(base, isMain);
      if (!found) found = tryExtensions(base, exts ??= ObjectKeys(extensions), isMain);
    }
    if (!found && kind === kDirectory) found = tryPackage(base, exts ??= ObjectKeys(extensions), isMain, request);
    if (found) {
      cache[key] = found;
      return found;
    }
  }
  return false;
}

/** Directories for require.resolve(request, { paths }). */
function lookupPathsFor(request, options) {
  const { Module } = require('internal/modules/cjs/loader');
  if (isRelative(request)) return options.paths;
  const fakeParent = new Module('', null);
  const paths = [];
  for (let i = 0; i < options.paths.length; i++) {
    fakeParent.paths = Module._nodeModulePaths(options.paths[i]);
    const more = Module._resolveLookupPaths(request, fakeParent);
    for (let j = 0; j < more.length; j++) {
      if (!ArrayPrototypeIncludes(paths, more[j])) ArrayPrototypePush(paths, more[j]);
    }
  }
  return paths;
}

module.exports = {
  enterRequire,
  leaveRequire,
  stat,
  setStat,
  getStat,
  trySelf,
  resolveImports,
  nodeModulePaths,
  initPaths,
  resolveLookupPaths,
  findPath,
  lookupPathsFor,
  isRelative,
};
