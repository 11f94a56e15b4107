// SPDX-License-Identifier: MIT
// import specifier -> URL: the resolution algorithm of ES modules as Node's documentation gives it.
'use strict';

const {
  RegExpPrototypeExec,
  StringPrototypeEndsWith,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

const { BuiltinModule } = require('internal/boot/loader');
const { getOptionValue } = require('internal/options');
const packageReader = require('internal/modules/package_json_reader');
const { toRealPath, getEsmConditions, kFile, kDirectory, kLink } = require('internal/modules/helpers');
const { packageExportsResolve, packageImportsResolve } = require('internal/modules/esm/package_targets');
const { watching } = require('internal/modules/hooks_state');
const { URL, fileURLToPath, pathToFileURL } = require('internal/url');
const { stat, lstat } = internalBinding('modules');

const encodedSeparator = /%2F|%5C/i;

function nameOf(base) {
  return base === undefined ? undefined : StringPrototypeStartsWith(`${base}`, 'file:') ? fileURLToPath(base) : `${base}`;
}

// ---- a URL must be a file that is there ---------------------------------------------------------

function finish(resolved, base, preserveSymlinks) {
  const { codes } = require('internal/errors');
  if (RegExpPrototypeExec(encodedSeparator, resolved.pathname) !== null) {
    let shown = resolved.pathname;
    try {
      const basis = new URL(base);
      if (basis.protocol !== 'file:') shown = resolved.href;
    } catch { /* shown as a path */ }
    throw new codes.ERR_INVALID_MODULE_SPECIFIER(shown, 'must not include encoded "/" or "\\" characters', nameOf(base));
  }
  const path = fileURLToPath(resolved);
  const found = lstat(StringPrototypeEndsWith(path, '/') ? StringPrototypeSlice(path, 0, -1) : path);
  const kind = found === kLink ? stat(path) : found;
  if (kind === kDirectory || (kind === kFile && StringPrototypeEndsWith(path, '/'))) {
    throw new codes.ERR_UNSUPPORTED_DIR_IMPORT(path, nameOf(base), resolved);
  }
  if (kind !== kFile) {
    if (watching.report !== null) watching.report(path);
    throw new codes.ERR_MODULE_NOT_FOUND(path || resolved.pathname, base && nameOf(base), resolved);
  }
  if (preserveSymlinks) return resolved;
  const real = toRealPath(path, found);
  if (real === path) {
    return resolved;
  }
  const url = pathToFileURL(real + (StringPrototypeEndsWith(path, '/') ? '/' : ''));
  url.search = resolved.search;
  url.hash = resolved.hash;
  return url;
}

// "main" without "exports", with the extensions that CommonJS tries.
function legacyMain(packageURL, config, base) {
  const directory = new URL('.', packageURL);
  const tries = [];
  if (config.main !== undefined) {
    const { main } = config;
    tries.push(main, `${main}.js`, `${main}.json`, `${main}.node`, `${main}/index.js`, `${main}/index.json`, `${main}/index.node`);
  }
  const fromMain = tries.length;
  tries.push('index.js', 'index.json', 'index.node');
  for (let i = 0; i < tries.length; i++) {
    const url = tries[i][0] === '/' ? pathToFileURL(tries[i]) : new URL(`./${tries[i]}`, directory);
    if (stat(fileURLToPath(url)) !== kFile) continue;
    if (i > 0 || fromMain === 0) warnLegacyIndex(url, packageURL, base, i < fromMain ? config.main : undefined);
    return url;
  }
  const { codes: { ERR_MODULE_NOT_FOUND } } = require('internal/errors');
  const wanted = fileURLToPath(new URL(`./${config.main ?? 'index.js'}`, directory));
  throw new ERR_MODULE_NOT_FOUND(require('path').normalize(wanted), nameOf(base));
}

const warnedIndex = new Set();
function warnLegacyIndex(url, packageURL, base, main) {
  if (!require('internal/modules/esm/formats').isModuleByExtension(url)) return;
  const path = fileURLToPath(url);
  if (warnedIndex.has(path)) return;
  warnedIndex.add(path);
  const directory = fileURLToPath(new URL('.', packageURL));
  const from = base ? `\n imported from ${nameOf(base)}` : '';
  process.emitWarning(main === undefined ?
    `No "main" or "exports" field defined in the package.json for ${directory} resolving the main entry point "${
      StringPrototypeSlice(path, directory.length)}", imported from ${nameOf(base)}.\nDefault "index" lookups for the main are deprecated for ES modules.` :
    `Package ${directory} has a "main" field set to "${main}", excluding the full filename and extension to the resolved file at "${
      StringPrototypeSlice(path, directory.length)}",${from.replace('\n', '')}.\n Automatic extension resolution of the "main" field is deprecated for ES modules.`,
  'DeprecationWarning', 'DEP0151');
}

/** A bare specifier, '@scope/name/sub'. */
function packageResolve(specifier, base, conditions) {
  if (BuiltinModule.canBeRequiredWithoutScheme(specifier)) return new URL(`node:${specifier}`);
  const { packageName, packageSubpath } = packageReader.parsePackageName(specifier, base);
  if (StringPrototypeStartsWith(`${base}`, 'file:')) {
    const self = packageReader.getPackageScopeConfig(base);
    if (self.exists && self.name === packageName && self.exports !== undefined && self.exports !== null) {
      return packageExportsResolve(pathToFileURL(self.filePath), packageSubpath, self, base, conditions);
    }
  }
  let directory = new URL('./', base).pathname;
  for (;;) {
    if (!StringPrototypeEndsWith(directory, '/node_modules/')) {
      const packageURL = new URL(`file://${directory}node_modules/${packageName}/package.json`);
      const packagePath = fileURLToPath(packageURL);
      if (stat(StringPrototypeSlice(packagePath, 0, -13)) === kDirectory) {
        const config = packageReader.read(packagePath, { __proto__: null, base, specifier });
        if (config?.exports !== undefined && config.exports !== null) {
          return packageExportsResolve(packageURL, packageSubpath, config, base, conditions);
        }
        if (packageSubpath === '.') return legacyMain(packageURL, config ?? { __proto__: null }, base);
        return new URL(packageSubpath, packageURL);
      }
    }
    if (directory === '/') break;
    directory = StringPrototypeSlice(directory, 0, directory.lastIndexOf('/', directory.length - 2) + 1);
  }
  const { codes: { ERR_MODULE_NOT_FOUND } } = require('internal/errors');
  throw new ERR_MODULE_NOT_FOUND(packageName, nameOf(base), null);
}

function isRelative(specifier) {
  return specifier[0] === '/' || StringPrototypeStartsWith(specifier, './') ||
    StringPrototypeStartsWith(specifier, '../') || specifier === '.' || specifier === '..';
}

function resolveURL(specifier, base, conditions, preserveSymlinks) {
  const isData = StringPrototypeStartsWith(base, 'data:');
  let resolved;
  if (isRelative(specifier)) {
    try {
      resolved = new URL(specifier, base);
    } catch (cause) {
      const { codes: { ERR_UNSUPPORTED_RESOLVE_REQUEST } } = require('internal/errors');
      const error = new ERR_UNSUPPORTED_RESOLVE_REQUEST(specifier, base);
      error.cause ??= cause;
      throw error;
    }
  } else if (specifier[0] === '#' && !isData) {
    resolved = packageImportsResolve(specifier, base, conditions);
  } else if (URL.canParse(specifier)) {
    resolved = new URL(specifier);
  } else if (isData && !BuiltinModule.canBeRequiredWithoutScheme(specifier)) {
    const { codes: { ERR_UNSUPPORTED_RESOLVE_REQUEST } } = require('internal/errors');
    throw new ERR_UNSUPPORTED_RESOLVE_REQUEST(specifier, base);
  } else {
    resolved = packageResolve(specifier, base, conditions);
  }
  if (resolved.protocol !== 'file:') return resolved;
  if (resolved.host !== '') {
    const { codes: { ERR_INVALID_FILE_URL_HOST } } = require('internal/errors');
    const error = new ERR_INVALID_FILE_URL_HOST(process.platform);
    error.message += ` (${resolved.href} imported from ${nameOf(base)})`;
    throw error;
  }
  return finish(resolved, base, preserveSymlinks);
}

// Most imports: a file beside, below or above another, with nothing in the names that the URL parser would change.
const plainSpecifier = /^(?:\.\/|(?:\.\.\/)+)(?:[\w@-][\w.@-]*\/)*[\w@-][\w.@-]*(\.[cm]?js)$/;
const plainURL = /^file:\/\/\/[\w./@-]+$/;

/** The same as the long way, without making a URL; undefined when that has to be gone. */
function resolvePlainFile(specifier, base) {
  const match = RegExpPrototypeExec(plainSpecifier, specifier);
  if (match === null || RegExpPrototypeExec(plainURL, base) === null) return undefined;
  let directory = StringPrototypeSlice(base, 7, StringPrototypeLastIndexOf(base, '/'));
  let rest = 2;
  if (specifier[1] === '.') {
    for (rest = 0; specifier[rest] === '.'; rest += 3) {
      const above = StringPrototypeLastIndexOf(directory, '/');
      if (above === -1) return undefined;
      directory = StringPrototypeSlice(directory, 0, above);
    }
  }
  const path = `${directory}/${StringPrototypeSlice(specifier, rest)}`;
  const found = lstat(path);
  if (found !== kFile) return undefined;
  const real = getOptionValue('--preserve-symlinks') ? path : toRealPath(path, found);
  const url = `file://${real}`;
  if (real !== path && RegExpPrototypeExec(plainURL, url) === null) return undefined;
  let format = match[1] === '.mjs' ? 'module' : 'commonjs';
  if (match[1] === '.js') {
    format = packageReader.getNearestParentPackageJSONType(real);
    if (format === 'none') format = null; // the source decides
  }
  return { __proto__: null, url, format };
}

// A path as it stands in an import.
function encodePath(path) {
  return encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F');
}

// A TypeScript file may import by other rules.
function byTypeScript(error, specifier, base) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'ERR_UNSUPPORTED_DIR_IMPORT') return undefined;
  if (!StringPrototypeStartsWith(`${base}`, 'file:')) return undefined;
  const filename = fileURLToPath(base);
  if (RegExpPrototypeExec(typesPattern, filename) === null) return undefined;
  const found = require('internal/modules/typescript_resolve').find(specifier, filename);
  return found === undefined ? undefined : pathToFileURL(found);
}
const typesPattern = /\.(?:[mc]?ts|[tj]sx)$/;

// What require() would have found, as a hint.
function withHint(error, specifier, parentURL) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'ERR_UNSUPPORTED_DIR_IMPORT') return error;
  let hint;
  try {
    if (!StringPrototypeStartsWith(`${parentURL}`, 'file:')) return error;
    const { Module } = require('internal/modules/cjs/loader');
    const path = require('path');
    const parent = fileURLToPath(parentURL);
    const mod = new Module(parent);
    mod.filename = parent;
    mod.paths = Module._nodeModulePaths(path.dirname(parent));
    const request = StringPrototypeStartsWith(specifier, 'file:') ? fileURLToPath(specifier) : specifier;
    const found = Module._resolveFilename(request, mod, false);
    if (StringPrototypeStartsWith(request, '/')) {
      hint = found;
    } else if (isRelative(specifier)) {
      const relative = path.relative(path.dirname(parent), found);
      hint = encodePath(StringPrototypeStartsWith(relative, '../') ? relative : `./${relative}`);
    } else {
      const marker = '/node_modules/';
      const { packageName } = packageReader.parsePackageName(specifier, parentURL);
      if (!found.includes(`${marker}${packageName}`)) return error; // a package's own name: require() has another file for it
      hint = found.endsWith(`${marker}${packageName}`) ? pathToFileURL(found).href :
        encodePath(found.slice(found.lastIndexOf(`${marker}${packageName}`) + marker.length));
    }
  } catch {
    return error;
  }
  const { stack } = error;
  const text = `Did you mean to import ${JSON.stringify(hint)}?`;
  const at = stack.indexOf('\n    at');
  error.message += `\n${text}`;
  error.stack = at === -1 ? `${stack}\n${text}` : `${stack.slice(0, at)}\n${text}${stack.slice(at)}`;
  return error;
}

/**
 * @param {string} specifier
 * @param {{ parentURL?: string, conditions?: string[], importAttributes?: object }} context
 * @returns {{ url: string, format: string|null|undefined }}
 */
function defaultResolve(specifier, context = { __proto__: null }) {
  const { parentURL } = context;
  const isMain = parentURL === undefined;
  if (!isMain) {
    const plain = resolvePlainFile(specifier, parentURL);
    if (plain !== undefined) return plain;
  }
  let base = parentURL;
  if (isMain) {
    if (getOptionValue('--input-type') && require('internal/worker/state').isMainThread) {
      const { codes: { ERR_INPUT_TYPE_NOT_ALLOWED } } = require('internal/errors');
      throw new ERR_INPUT_TYPE_NOT_ALLOWED();
    }
    base = `${pathToFileURL(`${process.cwd()}/`)}`;
  }
  const conditions = context.conditions === undefined ? getEsmConditions() : new Set(context.conditions);
  let url;
  try {
    url = resolveURL(specifier, base, conditions,
                     getOptionValue(isMain ? '--preserve-symlinks-main' : '--preserve-symlinks'));
  } catch (error) {
    url = byTypeScript(error, specifier, base);
    if (url === undefined) throw withHint(error, specifier, base);
  }
  return {
    __proto__: null,
    url: url.href,
    format: require('internal/modules/esm/formats').formatWithoutErrors(url),
  };
}

module.exports = { defaultResolve, packageResolve, resolveURL, packageExportsResolve, packageImportsResolve };
