// SPDX-License-Identifier: MIT
// The compilerOptions of the tsconfig.json that a file belongs to: the nearest one above it, with what it
// extends. Comments and trailing commas are allowed in it. Read only when TypeScript needs to be compiled,
// or when an import of a TypeScript file is not found.
'use strict';

const path = require('path');

const kMaxExtends = 32; // longer chains are cycles

const ofDirectory = new Map(); // directory -> compilerOptions
const none = Object.freeze({ __proto__: null });

/** JSON with comments and trailing commas. Throws SyntaxError. */
function parseJSONC(text) {
  let out = '';
  let i = 0;
  while (i < text.length) {
    const c = text[i];
    if (c === '"') {
      const start = i++;
      while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
      out += text.slice(start, ++i);
    } else if (c === '/' && text[i + 1] === '/') {
      while (i < text.length && text[i] !== '\n') i++;
    } else if (c === '/' && text[i + 1] === '*') {
      const end = text.indexOf('*/', i + 2);
      i = end === -1 ? text.length : end + 2;
    } else {
      out += c;
      i++;
    }
  }
  return JSON.parse(removeTrailingCommas(out));
}

function removeTrailingCommas(text) {
  return text.replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g, (match) => (match === ',' ? '' : match));
}

function isFile(name) {
  return internalBinding('modules').stat(name) === 0;
}

// What "extends" means: a path, or a package.
function resolveExtends(request, directory) {
  if (request[0] === '.' || path.isAbsolute(request)) {
    const name = path.resolve(directory, request);
    return isFile(name) ? name : `${name}.json`;
  }
  const { Module } = require('internal/modules/cjs/loader');
  const require_ = Module.createRequire(path.join(directory, 'tsconfig.json'));
  for (const name of [request, `${request}.json`, `${request}/tsconfig.json`]) {
    try {
      return require_.resolve(name);
    } catch { /* the next */ }
  }
  return undefined;
}

function warnOnce(file, error) {
  process.emitWarning(`Cannot read ${file}: ${error.message}. Its compilerOptions are not used.`,
                      { __proto__: null, code: 'EDDY_TSCONFIG' });
}

// compilerOptions of one file on top of those it extends; baseUrl and paths become absolute.
function read(file, depth) {
  const text = internalBinding('modules').readText(file);
  if (typeof text !== 'string' || depth > kMaxExtends) return none;
  let config;
  try {
    config = parseJSONC(text);
  } catch (error) {
    warnOnce(file, error);
    return none;
  }
  const directory = path.dirname(file);
  const options = { __proto__: null };
  const bases = config?.extends === undefined ? [] : [config.extends].flat();
  for (const base of bases) {
    const name = typeof base === 'string' ? resolveExtends(base, directory) : undefined;
    if (name !== undefined) Object.assign(options, read(name, depth + 1));
  }
  const own = config?.compilerOptions;
  if (own === null || typeof own !== 'object') return options;
  Object.assign(options, own);
  if (typeof own.baseUrl === 'string') options.baseUrl = path.resolve(directory, own.baseUrl);
  if (own.paths !== undefined) options.pathsBase = options.baseUrl ?? directory;
  return options;
}

/**
 * @param {string} filename absolute path
 * @returns {object} compilerOptions, null prototype; empty without a tsconfig.json
 */
function forFile(filename) {
  return forDirectory(path.dirname(filename));
}

function forDirectory(directory) {
  let options = ofDirectory.get(directory);
  if (options !== undefined) return options;
  const file = path.join(directory, 'tsconfig.json');
  const mayRead = process.permission === undefined || process.permission.has('fs.read', file);
  if (mayRead && isFile(file)) options = read(file, 0);
  else if (path.dirname(directory) === directory) options = none;
  else options = forDirectory(path.dirname(directory));
  ofDirectory.set(directory, options);
  return options;
}

/**
 * Files that "paths" and "baseUrl" offer for a bare specifier, best first, without extension handling.
 * @param {string} specifier
 * @param {string} filename of the importing file
 * @returns {string[]} absolute paths
 */
function candidates(specifier, filename) {
  const { paths, pathsBase, baseUrl } = forFile(filename);
  const found = [];
  if (paths !== null && typeof paths === 'object') {
    let best;
    for (const key of Object.keys(paths)) {
      const star = key.indexOf('*');
      if (star === -1) {
        if (key !== specifier) continue;
        best = { key, prefix: Infinity, matched: '' };
        break;
      }
      const tail = key.slice(star + 1);
      if (!specifier.startsWith(key.slice(0, star)) || !specifier.endsWith(tail) ||
          specifier.length < key.length - 1) continue;
      if (best === undefined || star > best.prefix) {
        best = { key, prefix: star, matched: specifier.slice(star, specifier.length - tail.length) };
      }
    }
    if (best !== undefined && Array.isArray(paths[best.key])) {
      for (const target of paths[best.key]) {
        if (typeof target === 'string') found.push(path.resolve(pathsBase, target.replace('*', () => best.matched)));
      }
    }
  }
  if (typeof baseUrl === 'string') found.push(path.resolve(baseUrl, specifier));
  return found;
}

module.exports = { forFile, candidates, parseJSONC };
