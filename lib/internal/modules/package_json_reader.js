// SPDX-License-Identifier: MIT
// Reads and remembers package.json files for both loaders and for module.findPackageJSON().
'use strict';

const {
  ArrayIsArray,
  JSONParse,
  ObjectPrototypeHasOwnProperty,
  SafeMap,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

const { readText } = internalBinding('modules');

/** What the loaders use of a package.json. */
class PackageConfig {
  constructor(filePath, data) {
    this.exists = true;
    this.filePath = filePath;
    this.path = StringPrototypeSlice(filePath, 0, filePath.length - 12); // directory, ends with a slash
    this.name = typeof data.name === 'string' ? data.name : undefined;
    this.main = typeof data.main === 'string' ? data.main : undefined;
    this.type = data.type === 'module' || data.type === 'commonjs' ? data.type : 'none';
    this.exports = own(data, 'exports');
    if (typeof this.exports !== 'string' && typeof this.exports !== 'object') this.exports = undefined;
    this.imports = own(data, 'imports');
    if (this.imports === null || typeof this.imports !== 'object') this.imports = undefined;
  }
}

function own(data, key) {
  return ObjectPrototypeHasOwnProperty(data, key) ? data[key] : undefined;
}

const configs = new SafeMap(); // path of package.json -> PackageConfig
const nearest = new SafeMap(); // directory -> PackageConfig
let missing = new SafeMap(); // paths and directories without one, as long as a require() runs

/** Forgets what did not exist: it may have been made since. Called when the outermost require() ends. */
function forgetMissing() {
  if (missing.size > 0) missing = new SafeMap();
}

/** Forgets everything: a snapshot of this heap is used later, and elsewhere. */
function forgetAll() {
  configs.clear();
  nearest.clear();
  forgetMissing();
}

/** Whether it is an object whose name and type, if it has them, are texts. */
function isConfig(data) {
  if (data === null || typeof data !== 'object' || ArrayIsArray(data)) return false;
  const name = own(data, 'name'), type = own(data, 'type');
  return (name === undefined || typeof name === 'string') && (type === undefined || typeof type === 'string');
}

function parse(path, text, specifier, base) {
  let data;
  try {
    data = JSONParse(text);
  } catch {
    data = undefined;
  }
  if (!isConfig(data)) {
    const { codes: { ERR_INVALID_PACKAGE_CONFIG } } = require('internal/errors');
    let from;
    if (base !== undefined) {
      const { fileURLToPath } = require('internal/url');
      const name = StringPrototypeStartsWith(`${base}`, 'file:') ? fileURLToPath(base) : `${base}`;
      from = specifier === undefined ? name : `"${specifier}" from ${name}`;
    }
    const error = new ERR_INVALID_PACKAGE_CONFIG(path, from);
    error.message += '.';
    throw error;
  }
  return new PackageConfig(path, data);
}

/**
 * @param {string} path of a package.json
 * @param {{ specifier?: string, base?: string }} [options] who asks, for the error message
 * @returns {PackageConfig|undefined}
 */
function read(path, options) {
  const known = configs.get(path);
  if (known !== undefined) return known;
  if (missing.has(path)) return undefined;
  const text = readText(path);
  if (typeof text !== 'string') {
    missing.set(path, true);
    return undefined;
  }
  const config = parse(path, text, options?.specifier, options?.base);
  configs.set(path, config);
  return config;
}

/** The package.json a file belongs to: the first one above it, up to a node_modules directory. */
function nearestOfDirectory(directory) {
  const known = nearest.get(directory);
  if (known !== undefined) return known;
  if (missing.has(directory)) return undefined;
  let config;
  if (!StringPrototypeEndsWith(directory, '/node_modules')) {
    config = read(`${directory}/package.json`);
    if (config === undefined && directory !== '') {
      config = nearestOfDirectory(
        StringPrototypeSlice(directory, 0, StringPrototypeLastIndexOf(directory, '/')));
    }
  }
  if (config === undefined) missing.set(directory, true);
  else nearest.set(directory, config);
  return config;
}

/**
 * @param {string} filename absolute path of a file
 * @returns {PackageConfig|undefined}
 */
function getNearestParentPackageJSON(filename) {
  return nearestOfDirectory(
    StringPrototypeSlice(filename, 0, StringPrototypeLastIndexOf(filename, '/')));
}

function getNearestParentPackageJSONType(filename) {
  const config = getNearestParentPackageJSON(filename);
  return config === undefined ? 'none' : config.type;
}

/** The scope of a file: URL; `exists` is false without a package.json. */
function getPackageScopeConfig(url) {
  const { fileURLToPath } = require('internal/url');
  const path = fileURLToPath(url);
  return getNearestParentPackageJSON(path) ??
    { __proto__: null, exists: false, filePath: '/package.json', path: '/', type: 'none' };
}

function getPackageType(url) {
  return getPackageScopeConfig(url).type;
}

/** 'name', '@scope/name' with the rest of a bare specifier. Throws for what is no package name. */
function parsePackageName(specifier, base) {
  let separator = StringPrototypeIndexOf(specifier, '/');
  let valid = true;
  if (specifier[0] === '@') {
    if (separator === -1) valid = false;
    else separator = StringPrototypeIndexOf(specifier, '/', separator + 1);
  }
  const packageName = separator === -1 ? specifier : StringPrototypeSlice(specifier, 0, separator);
  if (packageName[0] === '.' || StringPrototypeIncludes(packageName, '\\') ||
      StringPrototypeIncludes(packageName, '%')) {
    valid = false;
  }
  if (!valid) {
    const { codes: { ERR_INVALID_MODULE_SPECIFIER } } = require('internal/errors');
    const { fileURLToPath } = require('internal/url');
    throw new ERR_INVALID_MODULE_SPECIFIER(
      specifier, 'is not a valid package name', base === undefined ? undefined : fileURLToPath(base));
  }
  const rest = separator === -1 ? '' : StringPrototypeSlice(specifier, separator);
  return { __proto__: null, packageName, packageSubpath: `.${rest}` };
}

/** module.findPackageJSON(specifier, base) */
function findPackageJSON(specifier, base = 'data:') {
  const { validateString } = require('internal/validators');
  const { codes: { ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('specifier');
  const { URL, isURL, fileURLToPath, pathToFileURL } = require('internal/url');
  const path = require('path');
  if (isURL(specifier)) specifier = specifier.href;
  validateString(specifier, 'specifier');
  let baseURL = base;
  if (isURL(base)) baseURL = base.href;
  else if (typeof base !== 'string') throw new ERR_INVALID_ARG_TYPE('base', ['string', 'URL'], base);
  else if (path.isAbsolute(base)) baseURL = pathToFileURL(base).href;
  if (specifier !== '' && !StringPrototypeStartsWith(specifier, '/') && !StringPrototypeStartsWith(specifier, '.') &&
      !URL.canParse(specifier)) {
    return findPackageOf(specifier, baseURL).filePath;
  }
  let resolved;
  try {
    resolved = require('internal/modules/esm/loader').getLoader().resolve(specifier, baseURL).url;
  } catch (error) {
    if (error.code !== 'ERR_UNSUPPORTED_DIR_IMPORT') throw error;
    const directory = fileURLToPath(error.url);
    resolved = pathToFileURL(`${directory}${StringPrototypeEndsWith(directory, '/') ? '' : '/'}`).href;
  }
  return getNearestParentPackageJSON(fileURLToPath(resolved))?.filePath;
}

/** Looks a package up in the node_modules directories above `base`. Throws when there is none. */
function findPackageOf(specifier, base) {
  const { URL, fileURLToPath } = require('internal/url');
  const { packageName } = parsePackageName(specifier, base);
  const where = new URL(`./node_modules/${packageName}/package.json`, base); // what is no base throws
  if (where.protocol !== 'file:') fileURLToPath(where);
  const self = getPackageScopeConfig(base);
  if (self.exists && self.name === packageName && self.exports !== undefined && self.exports !== null) {
    return self;
  }
  let directory = fileURLToPath(new URL('.', base));
  const { stat } = internalBinding('modules');
  for (;;) {
    if (!StringPrototypeEndsWith(directory, '/node_modules/')) {
      const path = `${directory}node_modules/${packageName}`;
      if (stat(path) === 1) {
        return read(`${path}/package.json`, { specifier, base }) ??
          { __proto__: null, exists: false, filePath: `${path}/package.json`, path: `${path}/`, type: 'none' };
      }
    }
    if (directory === '/') break;
    const parent = StringPrototypeLastIndexOf(directory, '/', directory.length - 2);
    directory = StringPrototypeSlice(directory, 0, parent + 1);
  }
  const { codes: { ERR_MODULE_NOT_FOUND } } = require('internal/errors');
  throw new ERR_MODULE_NOT_FOUND(packageName, fileURLToPath(base), null);
}

module.exports = {
  read,
  forgetAll,
  forgetMissing,
  getNearestParentPackageJSON,
  getNearestParentPackageJSONType,
  getPackageScopeConfig,
  getPackageType,
  parsePackageName,
  findPackageOf,
  findPackageJSON,
};
