// SPDX-License-Identifier: MIT
// JavaScript made of TypeScript files, kept between runs without being asked for: below EDDY_TRANSFORM_CACHE
// (a directory; '0' switches it off), by default $XDG_CACHE_HOME/eddy or ~/.cache/eddy. One file per source
// path: a line with the hashes of source, tsconfig options and what follows: m if the result has a module's syntax, or c, then the
// result. Anything that does not fit is made again. Not used with --permission, nor in a directory of somebody else.
'use strict';

const kMagic = 'eddy-transform 2';

const optionHashes = new WeakMap(); // compilerOptions -> format -> hash
let directory; // null: none
let home; // that the directory lies in, unless the place was given
let made = false;

function locate() {
  const { env } = process;
  const given = env.EDDY_TRANSFORM_CACHE;
  if (given === '0' || env.NODE_DISABLE_COMPILE_CACHE !== undefined || process.permission !== undefined) return null;
  const path = require('path');
  let base = given;
  if (!base) {
    const caches = env.XDG_CACHE_HOME || (env.HOME && path.join(env.HOME, '.cache'));
    if (!caches || !path.isAbsolute(caches)) return null;
    if (!env.XDG_CACHE_HOME) home = env.HOME;
    base = path.join(caches, 'eddy');
  }
  return path.join(path.resolve(base), `transform-${process.versions.eddy ?? process.version}`);
}

// Only a directory that nobody else may write to is believed.
function isOurs(stats) {
  return stats.isDirectory() && stats.uid === process.getuid() && (stats.mode & 0o022) === 0;
}

function open() {
  if (directory !== undefined) return directory;
  directory = locate();
  if (directory === null) return null;
  const stats = require('fs').statSync(directory, { throwIfNoEntry: false });
  if (stats !== undefined && !isOurs(stats)) directory = null;
  return directory;
}

function hash(text) {
  return internalBinding('modules').hash(text);
}

// compilerOptions take part in the result.
function stampOf(source, path, format) {
  const options = require('internal/modules/tsconfig').forFile(path);
  let hashes = optionHashes.get(options);
  if (hashes === undefined) optionHashes.set(options, hashes = { __proto__: null });
  const ofOptions = hashes[format] ??= hash(`${format} ${JSON.stringify(options)}`);
  return `${kMagic} ${hash(source)} ${ofOptions}`;
}

function read(file, stamp) {
  const text = internalBinding('modules').readText(file);
  if (typeof text !== 'string' || !text.startsWith(stamp)) return undefined;
  const end = text.indexOf('\n');
  const rest = text.slice(end + 1);
  if (end !== stamp.length + 17 || text.slice(stamp.length + 1, end) !== hash(rest)) return undefined;
  return { __proto__: null, code: rest.slice(1), isModule: rest[0] === 'm' };
}

function write(file, stamp, { code, isModule }) {
  const fs = require('fs');
  const temporary = `${file}.${process.pid}.${process.hrtime()[1]}`;
  try {
    if (!made) {
      if (home !== undefined) fs.statSync(home); // a user without a home does not get one
      fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
      made = true;
      if (!isOurs(fs.statSync(directory))) {
        directory = null;
        return;
      }
    }
    const rest = `${isModule ? 'm' : 'c'}${code}`;
    fs.writeFileSync(temporary, `${stamp} ${hash(rest)}\n${rest}`, { mode: 0o600 });
    fs.renameSync(temporary, file);
  } catch {
    directory = null; // a full disk, a read-only home: the program does not care
  }
}

/**
 * The result of run(), remembered for the same source.
 * @param {string} source
 * @param {string} filename path or file: URL
 * @param {string|undefined} format
 * @param {() => string} run
 * @returns {{ code: string, isModule: boolean|undefined }} isModule: whether it has a module's syntax, if that is known
 */
function through(source, filename, format, run) {
  if (open() === null) return { __proto__: null, code: run(), isModule: undefined };
  const path = filename.startsWith('file:') ? require('internal/url').fileURLToPath(filename) : filename;
  if (path[0] !== '/') return { __proto__: null, code: run(), isModule: undefined };
  const file = `${directory}/${hash(path)}`;
  const stamp = stampOf(source, path, format);
  const known = read(file, stamp);
  if (known !== undefined) return known;
  const code = run();
  const name = internalBinding('inspector').isEnabled() ? '' : path; // debuggers hear of each text: this is none of the file's
  const result = { __proto__: null, code, isModule: internalBinding('contextify').containsModuleSyntax(code, name) };
  if (directory !== null) write(file, stamp, result);
  return result;
}

module.exports = { through };
