// SPDX-License-Identifier: MIT
// "exports" and "imports" of package.json: which file a subpath of a package stands for. Used by require()
// and import alike; the algorithm is the one of Node's documentation (PACKAGE_EXPORTS_RESOLVE …).
'use strict';

const {
  ArrayIsArray,
  JSONStringify,
  ObjectKeys,
  ObjectGetOwnPropertyNames,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeSet,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

const packageReader = require('internal/modules/package_json_reader');

const invalidSegment =
  /(^|\\|\/)((\.|%2e)(\.|%2e)?|(n|%6e|%4e)(o|%6f|%4f)(d|%64|%44)(e|%65|%45)(_|%5f)(m|%6d|%4d)(o|%6f|%4f)(d|%64|%44)(u|%75|%55)(l|%6c|%4c)(e|%65|%45)(s|%73|%53))?(\\|\/|$)/i;
const deprecatedInvalidSegment =
  /(^|\\|\/)((\.|%2e)(\.|%2e)?|(n|%6e|%4e)(o|%6f|%4f)(d|%64|%44)(e|%65|%45)(_|%5f)(m|%6d|%4d)(o|%6f|%4f)(d|%64|%44)(u|%75|%55)(l|%6c|%4c)(e|%65|%45)(s|%73|%53))(\\|\/|$)/i;
const star = /\*/g;

function pathOf(url) {
  return require('internal/url').fileURLToPath(url);
}
function directoryOf(packageURL) {
  const { URL } = require('internal/url');
  return pathOf(new URL('.', packageURL));
}
function baseName(base) {
  return base === undefined ? undefined : StringPrototypeStartsWith(`${base}`, 'file:') ? pathOf(base) : `${base}`;
}

// ---- errors -----------------------------------------------------------------------------------

function notExported(subpath, packageURL, base) {
  const { codes: { ERR_PACKAGE_PATH_NOT_EXPORTED } } = require('internal/errors');
  return new ERR_PACKAGE_PATH_NOT_EXPORTED(directoryOf(packageURL), subpath, baseName(base));
}

function importNotDefined(specifier, packageURL, base) {
  const { codes: { ERR_PACKAGE_IMPORT_NOT_DEFINED } } = require('internal/errors');
  return new ERR_PACKAGE_IMPORT_NOT_DEFINED(
    specifier, packageURL === undefined ? undefined : directoryOf(packageURL), baseName(base));
}

function invalidSubpath(request, match, packageURL, internal, base) {
  const { codes: { ERR_INVALID_MODULE_SPECIFIER } } = require('internal/errors');
  const reason = `request is not a valid match in pattern "${match}" for the "${
    internal ? 'imports' : 'exports'}" resolution of ${pathOf(packageURL)}`;
  return new ERR_INVALID_MODULE_SPECIFIER(request, reason, baseName(base));
}

function invalidTarget(key, target, packageURL, internal, base) {
  const { codes: { ERR_INVALID_PACKAGE_TARGET } } = require('internal/errors');
  if (typeof target === 'object' && target !== null) target = JSONStringify(target, null, '');
  else target = `${target}`;
  return new ERR_INVALID_PACKAGE_TARGET(directoryOf(packageURL), key, target, internal, baseName(base));
}

function warnDeprecatedTarget(target, request, match, packageURL, internal, base, isTarget) {
  // Of a slash at the end DEP0155 has spoken.
  if (process.noDeprecation || (!isTarget && StringPrototypeEndsWith(request, '/'))) return;
  const path = pathOf(packageURL);
  const double = RegExpPrototypeExec(/[/\\]{2}/, isTarget ? target : request) !== null;
  process.emitWarning(
    `Use of deprecated ${double ? 'double slash' : 'leading or trailing slash matching'} resolving "${target}" for module request "${
      request}" ${request !== match ? `matched to "${match}" ` : ''}in the "${
      internal ? 'imports' : 'exports'}" field module resolution of the package at ${path}${
      base ? ` imported from ${baseName(base)}` : ''}.`,
    'DeprecationWarning', 'DEP0166');
}

// ---- targets ----------------------------------------------------------------------------------

// The state of one resolution, so that the recursive functions need few parameters.
class Resolution {
  constructor(packageURL, base, conditions, internal) {
    this.packageURL = packageURL;
    this.base = base;
    this.conditions = conditions;
    this.internal = internal;
  }

  fillStar(target, subpath) {
    return RegExpPrototypeSymbolReplace(star, target, () => subpath);
  }

  string(target, subpath, match, pattern) {
    const { packageURL, base, internal, conditions } = this;
    const { URL } = require('internal/url');
    if (subpath !== '' && !pattern && target[target.length - 1] !== '/') {
      throw invalidTarget(match, target, packageURL, internal, base);
    }
    if (!StringPrototypeStartsWith(target, './')) {
      if (internal && !StringPrototypeStartsWith(target, '../') && !StringPrototypeStartsWith(target, '/')) {
        const filled = pattern ? this.fillStar(target, subpath) : `${target}${subpath}`;
        if (!URL.canParse(target)) {
          return require('internal/modules/esm/resolve').packageResolve(filled, packageURL, conditions);
        }
        return new URL(filled);
      }
      throw invalidTarget(match, target, packageURL, internal, base);
    }
    const rest = StringPrototypeSlice(target, 2);
    if (RegExpPrototypeExec(invalidSegment, rest) !== null) {
      if (RegExpPrototypeExec(deprecatedInvalidSegment, rest) !== null) {
        throw invalidTarget(match, target, packageURL, internal, base);
      }
      const request = pattern ? this.fillStar(match, subpath) : `${match}${subpath}`;
      warnDeprecatedTarget(pattern ? this.fillStar(target, subpath) : target, request, match, packageURL,
                           internal, base, true);
    }
    const resolved = new URL(target, packageURL);
    if (!StringPrototypeStartsWith(resolved.pathname, new URL('.', packageURL).pathname)) {
      throw invalidTarget(match, target, packageURL, internal, base);
    }
    if (subpath === '') return resolved;
    if (RegExpPrototypeExec(invalidSegment, subpath) !== null) {
      const request = pattern ? this.fillStar(match, subpath) : `${match}${subpath}`;
      if (RegExpPrototypeExec(deprecatedInvalidSegment, subpath) !== null) {
        throw invalidSubpath(request, match, packageURL, internal, base);
      }
      warnDeprecatedTarget(pattern ? this.fillStar(target, subpath) : target, request, match, packageURL,
                           internal, base, false);
    }
    if (pattern) return new URL(this.fillStar(resolved.href, subpath));
    return new URL(subpath, resolved);
  }

  array(target, subpath, key, pattern) {
    if (target.length === 0) return null;
    let failure;
    for (let i = 0; i < target.length; i++) {
      let result;
      try {
        result = this.any(target[i], subpath, key, pattern);
      } catch (error) {
        failure = error;
        if (error.code !== 'ERR_INVALID_PACKAGE_TARGET') throw error;
        continue;
      }
      if (result === undefined) continue;
      if (result === null) {
        failure = null;
        continue;
      }
      return result;
    }
    if (failure === undefined || failure === null) return null;
    throw failure;
  }

  object(target, subpath, key, pattern) {
    const names = ObjectGetOwnPropertyNames(target);
    for (let i = 0; i < names.length; i++) {
      if (isArrayIndex(names[i])) {
        const { codes: { ERR_INVALID_PACKAGE_CONFIG } } = require('internal/errors');
        throw new ERR_INVALID_PACKAGE_CONFIG(
          pathOf(this.packageURL), this.base, '"exports" cannot contain numeric property keys.');
      }
    }
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      if (name === 'default' || this.conditions.has(name)) {
        const result = this.any(target[name], subpath, key, pattern);
        if (result !== undefined) return result;
      }
    }
    return undefined;
  }

  // A URL; null when it is excluded; undefined when no condition matches.
  any(target, subpath, key, pattern) {
    if (typeof target === 'string') return this.string(target, subpath, key, pattern);
    if (ArrayIsArray(target)) return this.array(target, subpath, key, pattern);
    if (typeof target === 'object' && target !== null) return this.object(target, subpath, key, pattern);
    if (target === null) return null;
    throw invalidTarget(key, target, this.packageURL, this.internal, this.base);
  }
}

function isArrayIndex(key) {
  const number = +key;
  return `${number}` === key && number >= 0 && number < 0xffff_ffff;
}

// "exports" is sugar for { ".": exports } when it does not start with subpaths.
function isSugar(exports, packageURL, base) {
  if (typeof exports === 'string' || ArrayIsArray(exports)) return true;
  if (typeof exports !== 'object' || exports === null) return false;
  let sugar = false;
  const keys = ObjectGetOwnPropertyNames(exports);
  for (let i = 0; i < keys.length; i++) {
    const isCondition = keys[i] === '' || keys[i][0] !== '.';
    if (i === 0) {
      sugar = isCondition;
    } else if (sugar !== isCondition) {
      const { codes: { ERR_INVALID_PACKAGE_CONFIG } } = require('internal/errors');
      throw new ERR_INVALID_PACKAGE_CONFIG(
        pathOf(packageURL), base,
        '"exports" cannot contain some keys starting with \'.\' and some not. The exports object must ' +
        'either be an object of package subpath keys or an object of main entry condition name keys only.');
    }
  }
  return sugar;
}

// Longer prefixes first; a longer key before a shorter one.
function comparePatterns(a, b) {
  const starA = StringPrototypeIndexOf(a, '*');
  const starB = StringPrototypeIndexOf(b, '*');
  const baseA = starA === -1 ? a.length : starA + 1;
  const baseB = starB === -1 ? b.length : starB + 1;
  if (baseA !== baseB) return baseA > baseB ? -1 : 1;
  if (starA === -1) return 1;
  if (starB === -1) return -1;
  if (a.length === b.length) return 0;
  return a.length > b.length ? -1 : 1;
}

// The best matching pattern among keys: { match, subpath }; undefined if none.
function matchPattern(keys, request, onCandidate) {
  let best = '';
  let subpath = '';
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const at = StringPrototypeIndexOf(key, '*');
    if (at === -1 || !StringPrototypeStartsWith(request, StringPrototypeSlice(key, 0, at))) continue;
    onCandidate?.();
    const trailer = StringPrototypeSlice(key, at + 1);
    if (request.length >= key.length && StringPrototypeEndsWith(request, trailer) &&
        comparePatterns(best, key) === 1 && StringPrototypeLastIndexOf(key, '*') === at) {
      best = key;
      subpath = StringPrototypeSlice(request, at, request.length - trailer.length);
    }
  }
  return best === '' ? undefined : { __proto__: null, match: best, subpath };
}

// ---- exports and imports ----------------------------------------------------------------------

/**
 * @param {string|URL} packageURL of the package.json
 * @param {string} subpath '.' or './…'
 * @param {{ exports: any }} config
 * @param {string|undefined} base URL of the importing module, for messages
 * @param {Set<string>} conditions
 * @returns {URL}
 */
function packageExportsResolve(packageURL, subpath, config, base, conditions) {
  let { exports } = config;
  if (isSugar(exports, packageURL, base)) exports = { '.': exports };
  const resolution = new Resolution(packageURL, base, conditions, false);
  if (ObjectPrototypeHasOwnProperty(exports, subpath) && !StringPrototypeIncludes(subpath, '*') &&
      !StringPrototypeEndsWith(subpath, '/')) {
    const result = resolution.any(exports[subpath], '', subpath, false);
    if (result === null || result === undefined) throw notExported(subpath, packageURL, base);
    return result;
  }
  const found = matchPattern(ObjectKeys(exports), subpath, StringPrototypeEndsWith(subpath, '/') ? () => {
    warnTrailingSlash(subpath, packageURL, base);
  } : undefined);
  if (found !== undefined) {
    const result = resolution.any(exports[found.match], found.subpath, found.match, true);
    if (result !== null && result !== undefined) return result;
  }
  throw notExported(subpath, packageURL, base);
}

const warnedTrailing = new SafeSet();
function warnTrailingSlash(subpath, packageURL, base) {
  const path = pathOf(packageURL);
  if (process.noDeprecation || warnedTrailing.has(`${path}|${subpath}`)) return;
  warnedTrailing.add(`${path}|${subpath}`);
  process.emitWarning(
    `Use of deprecated trailing slash pattern mapping "${subpath}" in the "exports" field module resolution ` +
    `of the package at ${path}${base === undefined ? '' : ` imported from ${baseName(base)}`}. Mapping specifiers ending in "/" ` +
    'is no longer supported.',
    'DeprecationWarning', 'DEP0155');
}

/** '#name' of the package that `base` belongs to. */
function packageImportsResolve(name, base, conditions) {
  if (name === '#' || StringPrototypeEndsWith(name, '/')) {
    const { codes: { ERR_INVALID_MODULE_SPECIFIER } } = require('internal/errors');
    throw new ERR_INVALID_MODULE_SPECIFIER(name, 'is not a valid internal imports specifier name', baseName(base));
  }
  const config = packageReader.getPackageScopeConfig(base);
  let packageURL;
  if (config.exists) {
    packageURL = require('internal/url').pathToFileURL(config.filePath);
    const { imports } = config;
    if (imports !== undefined) {
      const resolution = new Resolution(packageURL, base, conditions, true);
      if (ObjectPrototypeHasOwnProperty(imports, name) && !StringPrototypeIncludes(name, '*')) {
        const result = resolution.any(imports[name], '', name, false);
        if (result !== null && result !== undefined) return result;
      } else {
        const found = matchPattern(ObjectKeys(imports), name);
        if (found !== undefined) {
          const result = resolution.any(imports[found.match], found.subpath, found.match, true);
          if (result !== null && result !== undefined) return result;
        }
      }
    }
  }
  throw importNotDefined(name, packageURL, base);
}

module.exports = { packageExportsResolve, packageImportsResolve };
