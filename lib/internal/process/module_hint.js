// SPDX-License-Identifier: MIT
// What the reader of "Cannot find module" may have meant: another spelling, a missing extension, a builtin, a
// package that is not installed. Printed below the error when it ends the program; the error itself stays
// as it is, for programs compare messages.
'use strict';

const path = require('path');

const kMaxEntries = 2_000; // of a directory that is looked at
const extensions = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx', '.jsx', '.json', '.node'];

/** Edit distance, no more than `limit`; adjacent letters may be swapped. */
function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}

/** The name that is most like `wanted`; undefined when none is near. */
function nearest(wanted, names) {
  const limit = wanted.length < 4 ? 1 : wanted.length < 8 ? 2 : 3;
  let best;
  let least = limit + 1;
  for (const name of names) {
    const d = name.toLowerCase() === wanted.toLowerCase() ? 0.5 : distance(wanted, name, limit);
    if (d < least) {
      least = d;
      best = name;
    }
  }
  return best;
}

function list(directory) {
  try {
    return require('fs').readdirSync(directory).slice(0, kMaxEntries);
  } catch {
    return [];
  }
}

function relativeTo(directory, file) {
  const name = path.relative(directory, file);
  return name.startsWith('.') ? name : `./${name}`;
}

// The directory of `target` as it may have been meant.
function nearestDirectory(directory) {
  if (internalBinding('modules').stat(directory) === 1) return directory;
  const above = path.dirname(directory);
  if (above === directory) return undefined;
  const parent = nearestDirectory(above);
  const near = parent && nearest(path.basename(directory), list(parent));
  return near === undefined ? undefined : path.join(parent, near);
}

// A file beside the one that was asked for.
function fileHint(target, from) {
  const directory = nearestDirectory(path.dirname(target));
  if (directory === undefined) return undefined;
  const name = path.basename(target);
  const names = list(directory);
  if (directory !== path.dirname(target) && names.includes(name)) return `did you mean '${relativeTo(from, path.join(directory, name))}'?`;
  const shown = (entry) => relativeTo(from, path.join(directory, entry));
  for (const ext of extensions) {
    if (names.includes(name + ext)) return `the file is called '${shown(name + ext)}'. Did you forget the extension?`;
  }
  for (const ext of extensions) {
    const index = path.join(target, `index${ext}`);
    if (require('fs').existsSync(index)) return `'${shown(name)}' is a directory. Did you mean '${relativeTo(from, index)}'?`;
  }
  const stem = path.parse(name).name;
  for (const entry of names) {
    if (entry !== name && extensions.includes(path.extname(entry)) && path.parse(entry).name === stem) {
      return `did you mean '${shown(entry)}'?`;
    }
  }
  if (names.includes(name)) return undefined; // spelled as it is: a directory without a main file
  const near = nearest(name, names) ?? names.find((entry) => path.parse(entry).name.toLowerCase() === name.toLowerCase());
  if (near === undefined) return undefined;
  if (near.toLowerCase() === name.toLowerCase()) return `the name is spelled '${shown(near)}': upper and lower case differ.`;
  return `did you mean '${shown(near)}'?`;
}

function packageHint(request, from) {
  const { BuiltinModule } = require('internal/boot/loader');
  const { parsePackageName, getNearestParentPackageJSON } = require('internal/modules/package_json_reader');
  const { packageName } = parsePackageName(request);
  for (const ext of ['', ...extensions]) {
    const file = path.join(from, request + ext);
    if (internalBinding('modules').stat(file) === 0) return `files need a path: did you mean './${request}${ext}'?`;
  }
  const config = getNearestParentPackageJSON(path.join(from, 'x'));
  const declared = [];
  if (config !== undefined) {
    const json = JSON.parse(require('fs').readFileSync(config.filePath, 'utf8'));
    for (const key of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']) {
      if (json[key] === null || typeof json[key] !== 'object') continue;
      declared.push(...Object.keys(json[key]));
      if (Object.hasOwn(json[key], packageName)) {
        return `'${packageName}' is among the ${key} in ${config.filePath}, but not installed. Run npm install.`;
      }
    }
  }
  const builtin = nearest(request, [...BuiltinModule.getSchemeOnlyModuleNames(),
                                    ...BuiltinModule.getCanBeRequiredByUsersWithoutSchemeList()]);
  if (builtin !== undefined) return `did you mean 'node:${builtin}'?`;
  const near = nearest(packageName, [...declared, ...list(path.join(config?.path ?? from, 'node_modules'))]);
  return near === undefined ? undefined : `did you mean '${near}'?`;
}

function requestOf(error) {
  const match = /Cannot find (?:module|package) '([^'\n]+)'/.exec(error.message);
  return match === null ? undefined : match[1];
}

// The directory of the module that asked.
function directoryOf(error) {
  const stack = error.requireStack;
  if (Array.isArray(stack) && typeof stack[0] === 'string' && path.isAbsolute(stack[0])) return path.dirname(stack[0]);
  const match = /imported from (\/.+)$/m.exec(error.message);
  return match === null ? process.cwd() : path.dirname(match[1]);
}

/** A name that a TypeScript file does not export when it runs is most often a type. */
function typeHint(message) {
  const { 1: name, 2: file } = /^Named export '([^']*)' not found\. The requested module '([^']*\.[cm]?tsx?)'/.exec(message) ?? [];
  const { 1: url, 2: missing } = /^The requested module '([^']*\.[cm]?tsx?)' does not provide an export named '([^']*)'/.exec(message) ?? [];
  if (name === undefined && missing === undefined) return undefined;
  return `if '${name ?? missing}' is a type, import it with: import type { ${name ?? missing} } from '${file ?? url}'`;
}

/**
 * @param {any} error that ends the program
 * @returns {string|undefined} one sentence
 */
function hintFor(error) {
  if (require('internal/util/types').isNativeError(error) && error.name === 'SyntaxError') return typeHint(`${error.message}`);
  if (error?.code !== 'MODULE_NOT_FOUND' && error?.code !== 'ERR_MODULE_NOT_FOUND') return undefined;
  if (process.permission !== undefined || /\nDid you mean/.test(error.message)) return undefined;
  const request = requestOf(error);
  if (request === undefined) return undefined;
  const from = directoryOf(error);
  if (request[0] === '.' || path.isAbsolute(request)) return fileHint(path.resolve(from, request), from);
  return packageHint(request, from);
}

module.exports = { hintFor, nearest };
