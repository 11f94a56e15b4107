// SPDX-License-Identifier: MIT
'use strict';

const { ArrayIsArray } = primordials;
// fs.glob, fs.globSync, fs.promises.glob. minimatch parses the patterns; this walks the tree, entering
// only directories that can still match. One walk, as a generator that yields the directories it has
// to read: one driver reads them synchronously, the other awaits.

const pathModule = require('path');
const {
  kValidateObjectAllowNullable, validateFunction, validateObject, validateString, validateStringArray,
} = require('internal/validators');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { toPathIfFileURL } = require('internal/fs/utils');
const { Dirent } = require('internal/fs/dirent');
const { fs: { UV_DIRENT_DIR, UV_DIRENT_FILE, UV_DIRENT_LINK } } = internalBinding('constants');

let minimatch;
function loadMinimatch() {
  minimatch ??= require('internal/deps/minimatch/dist/commonjs/index');
  return minimatch;
}

const parseOptions = {
  __proto__: null,
  nocase: process.platform === 'darwin',
  windowsPathsNoEscape: true,
  nonegate: true,
  nocomment: true,
  optimizationLevel: 2,
  platform: process.platform,
  nocaseMagicOnly: true,
};

const makeMatcher = (pattern) => new (loadMinimatch().Minimatch)(pattern, parseOptions);

/** Is every part of the pattern from `at` on optional? */
function onlyGlobstars(parts, at) {
  for (; at < parts.length; at++) if (parts[at] !== minimatch.GLOBSTAR) return false;
  return true;
}

const matches = (part, name) => (typeof part === 'string' ? part === name : part.test(name));

class Glob {
  #root;
  #excluded = () => false;
  #withTypes;
  #patterns = [];     // arrays of parts
  #seen = new Set();  // visited (path, pattern, position)
  #found = new Set();

  constructor(pattern, options = {}) {
    validateObject(options, 'options');
    const { exclude, cwd, withFileTypes } = options;
    this.#withTypes = !!withFileTypes;
    if (exclude != null) this.#setExclude(exclude);
    if (typeof pattern === 'object') validateStringArray(pattern, 'patterns');
    else validateString(pattern, 'patterns');
    this.#root = process.cwd();
    if (cwd !== undefined && cwd !== null) {
      const folder = toPathIfFileURL(cwd);
      validateString(folder, 'options.cwd');
      this.#root = pathModule.resolve(folder);
    }
    for (const one of ArrayIsArray(pattern) ? pattern : [pattern])
      for (const parts of makeMatcher(one).set) this.#patterns.push(parts);
  }

  #setExclude(exclude) {
    if (ArrayIsArray(exclude)) {
      validateStringArray(exclude, 'options.exclude');
      const matchers = exclude.map(makeMatcher);
      // `dir/**` excludes dir, too.
      this.#excluded = (entry, path) => matchers.some((matcher) =>
        matcher.match(path) || matcher.match(pathModule.resolve(this.#root, path)) ||
        (entry.isDirectory() && matcher.match(`${path}/`)));
    } else if (typeof exclude === 'function') {
      this.#excluded = this.#withTypes ? (entry) => exclude(entry) : (entry, path) => exclude(path);
    } else {
      throw new ERR_INVALID_ARG_TYPE('options.exclude', ['function', 'string[]'], exclude);
    }
  }

  #result(path, entry) {
    if (this.#found.has(path)) return undefined;
    this.#found.add(path);
    return this.#withTypes ? new Dirent(pathModule.basename(path), typeOf(entry), pathModule.dirname(path)) : path;
  }

  // Yields { read: directory } and { stat: path }, gets Dirents / a Dirent or null; yields { found }.
  * #walk() {
    for (const parts of this.#patterns) {
      if (parts[0] === '' && parts.length > 1) yield* this.#step('/', '/', parts, 1);
      else yield* this.#step(this.#root, '', parts, 0);
    }
  }

  // `dir` exists and parts[at...] is to be matched below it. `path` is what the user sees of it.
  * #step(dir, path, parts, at) {
    const key = `${path}\0${at}\0${this.#patterns.indexOf(parts)}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const part = parts[at], last = at === parts.length - 1;
    if (typeof part === 'string') {
      yield* this.#stepLiteral(dir, path, parts, at, part, last);
      return;
    }
    const globstar = part === minimatch.GLOBSTAR;
    if (globstar) {
      if (last) {
        const self = yield { stat: dir };
        if (self !== null) yield* this.#emit(path === '' ? '.' : path, self);
      } else {
        // No directory at all.
        yield* this.#step(dir, path, parts, at + 1);
      }
    }
    for (const entry of yield { read: dir }) {
      const { name } = entry;
      const below = path === '' ? name : pathModule.join(path, name);
      if (globstar) {
        if (name[0] === '.' || this.#excluded(entry, below)) continue;
        if (entry.isDirectory()) yield* this.#step(pathModule.join(dir, name), below, parts, at);
        else if (onlyGlobstars(parts, at)) yield* this.#emit(below, entry);
        else if (entry.isSymbolicLink() && !last && at > 0) yield* this.#throughLink(dir, below, name, parts, at + 1);
      } else if (matches(part, name) && !this.#excluded(entry, below)) {
        yield* this.#matched(dir, below, entry, name, parts, at, last);
      }
    }
  }

  * #throughLink(dir, path, name, parts, at) {
    const target = yield { stat: pathModule.join(dir, name), follow: true };
    if (target?.isDirectory()) yield* this.#step(pathModule.join(dir, name), path, parts, at);
  }

  * #matched(dir, path, entry, name, parts, at, last) {
    if (last) {
      yield* this.#emit(path, entry);
    } else if (entry.isDirectory()) {
      yield* this.#step(pathModule.join(dir, name), path, parts, at + 1);
    } else if (entry.isSymbolicLink()) {
      yield* this.#throughLink(dir, path, name, parts, at + 1);
    }
  }

  * #stepLiteral(dir, path, parts, at, part, last) {
    if (part === '' && last) {
      // A pattern that ends in a slash: directories only.
      const self = yield { stat: dir };
      const target = self?.isSymbolicLink() ? yield { stat: dir, follow: true } : self;
      if (target?.isDirectory() && path !== '') yield* this.#emit(path, self);
      return;
    }
    if (part === '.' || part === '') {
      if (!last) yield* this.#step(dir, path, parts, at + 1);
      else if (path !== '') yield* this.#emit(path, yield { stat: dir });
      return;
    }
    const full = pathModule.join(dir, part);
    const below = path === '' ? part : pathModule.join(path, part);
    const entry = yield { stat: full };
    if (entry === null || (part === '..' ? last : this.#excluded(entry, below))) return;
    yield* this.#matched(dir, below, entry, part, parts, at, last);
  }

  * #emit(path, entry) {
    const found = this.#result(path, entry);
    if (found !== undefined) yield { found };
  }

  #answerSync(question) {
    const sync = require('internal/fs/sync');
    try {
      if (question.read !== undefined) return sync.readdirSync(question.read, { withFileTypes: true });
      return direntOf(question.stat, question.follow ? sync.statSync(question.stat) : sync.lstatSync(question.stat));
    } catch {
      return question.read !== undefined ? [] : null;
    }
  }

  globSync() {
    const found = [];
    const walk = this.#walk();
    let step = walk.next();
    while (!step.done) {
      if (step.value.found !== undefined) {
        found.push(step.value.found);
        step = walk.next();
      } else {
        step = walk.next(this.#answerSync(step.value));
      }
    }
    return found;
  }

  async #answer(question) {
    const { exports: promises } = require('internal/fs/promises');
    try {
      if (question.read !== undefined) return await promises.readdir(question.read, { withFileTypes: true });
      return direntOf(question.stat, await (question.follow ? promises.stat : promises.lstat)(question.stat));
    } catch {
      return question.read !== undefined ? [] : null;
    }
  }

  async* glob() {
    const walk = this.#walk();
    let step = walk.next();
    while (!step.done) {
      if (step.value.found !== undefined) {
        yield step.value.found;
        step = walk.next();
      } else {
        step = walk.next(await this.#answer(step.value));
      }
    }
  }
}

function typeOf(stats) {
  if (stats.isDirectory()) return UV_DIRENT_DIR;
  if (stats.isSymbolicLink()) return UV_DIRENT_LINK;
  if (stats.isFile()) return UV_DIRENT_FILE;
  return 0;
}

const direntOf = (path, stats) => new Dirent(pathModule.basename(path), typeOf(stats), pathModule.dirname(path));

/** path.matchesGlob() */
function matchGlobPattern(path, pattern, windows = false) {
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  return loadMinimatch().minimatch(path, pattern, {
    __proto__: null, ...parseOptions, nonegate: true, platform: windows ? 'win32' : 'linux',
  });
}

/** fs.glob(pattern[, options], callback) */
function glob(pattern, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  const matches = new Glob(pattern, options).glob();
  (async () => {
    const found = [];
    for await (const one of matches) found.push(one);
    return found;
  })().then((found) => process.nextTick(callback, null, found), (error) => process.nextTick(callback, error));
}

const globSync = (pattern, options) => new Glob(pattern, options).globSync();

module.exports = { Glob, glob, globSync, matchGlobPattern };
