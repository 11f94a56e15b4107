// SPDX-License-Identifier: MIT
// POSIX paths: what require('path').posix returns, and require('path') on every system but
// Windows. Part of the keel: works on even if prototypes have been patched.
'use strict';

const {
  StringPrototypeCharCodeAt,
  StringPrototypeEndsWith,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
} = primordials;

const { validateString } = require('internal/validators');
const { _format, matchGlob } = require('internal/path_shared');

const SLASH = 47;

/** Index of the last slash before `end`, or -1. (The engine's lastIndexOf() is a call out of compiled code.) */
function lastSlash(path, end) {
  while (--end >= 0 && StringPrototypeCharCodeAt(path, end) !== SLASH);
  return end;
}

const DOT = 46;

/**
 * As collapse() of path_shared, for slashes only. Segments that follow each other in the path are taken as one run
 * path[from, to), so that most paths are cut out once and never put together.
 * @param {string} path
 * @param {boolean} above whether '..' may lead above the beginning
 */
function collapse(path, above) {
  const { length } = path;
  let out = '';
  let from = -1;
  let to = -1;
  let depth = 0; // segments that a '..' can take back
  let start = 0;
  for (let i = 0; i <= length; i++) {
    if (i < length && StringPrototypeCharCodeAt(path, i) !== SLASH) continue;
    const begin = start;
    start = i + 1;
    if (i === begin) continue;
    if (StringPrototypeCharCodeAt(path, begin) === DOT) {
      if (i === begin + 1) continue;
      if (i === begin + 2 && StringPrototypeCharCodeAt(path, begin + 1) === DOT) {
        if (depth > 0) {
          depth--;
          if (from !== -1) {
            while (to > from && StringPrototypeCharCodeAt(path, to - 1) !== SLASH) to--;
            if (to-- === from) from = -1; // the run had one segment
          } else {
            const cut = lastSlash(out, out.length);
            out = cut === -1 ? '' : StringPrototypeSlice(out, 0, cut);
          }
        } else if (above) {
          out = out === '' ? '..' : `${out}/..`;
        }
        continue;
      }
    }
    if (from === -1) {
      from = begin;
    } else if (begin !== to + 1) {
      out = out === '' ? StringPrototypeSlice(path, from, to) : `${out}/${StringPrototypeSlice(path, from, to)}`;
      from = begin;
    }
    to = i;
    depth++;
  }
  if (from === -1) return out;
  const run = StringPrototypeSlice(path, from, to);
  return out === '' ? run : `${out}/${run}`;
}

/** Whether it is an absolute path, without a slash at the end, that normalising would not change. */
function isClean(path) {
  const end = path.length;
  if (end < 2 || StringPrototypeCharCodeAt(path, 0) !== SLASH) return false;
  let before = SLASH;
  for (let i = 1; i < end; i++) {
    const code = StringPrototypeCharCodeAt(path, i);
    // A name that begins with a dot goes the slow way as well: it is rare.
    if (before === SLASH && (code === SLASH || code === DOT)) return false;
    before = code;
  }
  return before !== SLASH;
}

/** Joins the segments from right to left until they make an absolute path, and normalises it. */
const resolve = (...args) => {
  let joined = '';
  let absolute = false;
  for (let i = args.length - 1; i >= 0 && !absolute; i--) {
    const part = args[i];
    if (typeof part !== 'string') validateString(part, `paths[${i}]`);
    if (part.length === 0) continue;
    joined = joined === '' ? part : `${part}/${joined}`;
    absolute = StringPrototypeCharCodeAt(part, 0) === SLASH;
  }
  if (!absolute) {
    const cwd = process.cwd();
    joined = joined === '' ? cwd : `${cwd}/${joined}`;
    absolute = StringPrototypeCharCodeAt(cwd, 0) === SLASH;
  }
  if (isClean(joined)) return joined;
  const path = collapse(joined, !absolute);
  if (absolute) return `/${path}`;
  return path === '' ? '.' : path;
};

const normalize = (path) => {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  if (isClean(path)) return path;
  const absolute = StringPrototypeCharCodeAt(path, 0) === SLASH;
  const trailing = StringPrototypeCharCodeAt(path, path.length - 1) === SLASH;
  const body = collapse(path, !absolute);
  if (body === '') {
    if (absolute) return '/';
    return trailing ? './' : '.';
  }
  const tail = trailing ? '/' : '';
  return absolute ? `/${body}${tail}` : `${body}${tail}`;
};

const isAbsolute = (path) => {
  validateString(path, 'path');
  return path.length > 0 && StringPrototypeCharCodeAt(path, 0) === SLASH;
};

/** Whether path[at, end), which begins with a dot, begins with the segment '.' or '..'. */
function isDotSegment(path, at, end) {
  if (++at === end) return true;
  let code = StringPrototypeCharCodeAt(path, at);
  if (code === DOT) {
    if (++at === end) return true;
    code = StringPrototypeCharCodeAt(path, at);
  }
  return code === SLASH;
}

/** Whether path[at, end) has no segments '.', '..' and ''. */
function isCleanRange(path, at, end) {
  let before = SLASH;
  for (; at < end; at++) {
    const code = StringPrototypeCharCodeAt(path, at);
    if (before === SLASH && (code === SLASH || (code === DOT && isDotSegment(path, at, end)))) return false;
    before = code;
  }
  return true;
}

function joinAny(args) {
  let joined = '';
  for (let i = 0; i < args.length; i++) {
    const part = args[i];
    validateString(part, 'path');
    if (part.length > 0) joined = joined === '' ? part : `${joined}/${part}`;
  }
  return normalize(joined);
}

/**
 * Puts paths behind each other, and normalises what comes of it.
 * Most parts are clean but for '..' and '.' at their beginning. These are looked at one by one, and put together
 * when that is done: each character is read once, and no text is made that is taken apart again.
 * @param {...string} args those of length 0 are passed over
 * @returns {string} '.' if nothing is left
 */
const join = (...args) => {
  let head = ''; // what is before `last`
  let last = ''; // the last part, which '..' shortens
  let absolute = false;
  let trailing = false;
  let first = true;
  for (let i = 0; i < args.length; i++) {
    const part = args[i];
    validateString(part, 'path');
    const { length } = part;
    if (length === 0) continue;
    let at = 0;
    let end = length;
    if (StringPrototypeCharCodeAt(part, 0) === SLASH) {
      if (first) absolute = true;
      at = 1;
    }
    first = false;
    trailing = StringPrototypeCharCodeAt(part, length - 1) === SLASH;
    if (trailing && end > at) end--;
    while (at < end && StringPrototypeCharCodeAt(part, at) === DOT && isDotSegment(part, at, end)) {
      if (at + 1 < end && StringPrototypeCharCodeAt(part, at + 1) === DOT) {
        if (last === '') return joinAny(args);
        const cut = lastSlash(last, last.length);
        last = cut === -1 ? '' : StringPrototypeSlice(last, 0, cut);
        at++;
      }
      at += 2;
    }
    if (at >= end) continue;
    if (!isCleanRange(part, at, end)) return joinAny(args);
    if (last !== '') head = head === '' ? last : `${head}/${last}`;
    last = end - at === length ? part : StringPrototypeSlice(part, at, end);
  }
  const body = head === '' ? last : last === '' ? head : `${head}/${last}`;
  if (body === '') {
    if (absolute) return '/';
    return trailing ? './' : '.';
  }
  if (absolute) return trailing ? `/${body}/` : `/${body}`;
  return trailing ? `${body}/` : body;
};

/** The way from one path to another, both resolved first. */
const relative = (from, to) => {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  from = resolve(from);
  to = resolve(to);
  if (from === to) return '';

  // Both begin with '/'; find the last slash (or end) up to which they agree.
  const shorter = from.length < to.length ? from.length : to.length;
  let common = 0;
  let i = 0;
  while (i < shorter) {
    const code = StringPrototypeCharCodeAt(from, i);
    if (code !== StringPrototypeCharCodeAt(to, i)) break;
    if (code === SLASH) common = i;
    i++;
  }
  if (i === shorter) {
    const longer = from.length > to.length ? from : to;
    if (StringPrototypeCharCodeAt(longer, i) === SLASH) common = i;
  }
  let up = '';
  if (from.length > 1) {
    let at = common;
    while (at !== -1 && at < from.length) {
      up = up === '' ? '..' : `${up}/..`;
      at = StringPrototypeIndexOf(from, '/', at + 1);
    }
  }
  const down = StringPrototypeSlice(to, common + 1);
  if (up === '') return down;
  return down === '' ? up : `${up}/${down}`;
};

const toNamespacedPath = (path) => {
  return path;
};

/** Index behind the last character that is not a slash. */
function trimmedEnd(path) {
  let end = path.length;
  while (end > 0 && StringPrototypeCharCodeAt(path, end - 1) === SLASH) end--;
  return end;
}

const dirname = (path) => {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  const absolute = StringPrototypeCharCodeAt(path, 0) === SLASH;
  let at = trimmedEnd(path) - 1;
  while (at >= 0 && StringPrototypeCharCodeAt(path, at) !== SLASH) at--;
  // `at` is the slash before the last part; only one slash goes with it.
  if (at < 0) return absolute ? '/' : '.';
  if (at === 0) return '/';
  if (at === 1 && absolute) return '//';
  return StringPrototypeSlice(path, 0, at);
};

const basename = (path, suffix) => {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  if (suffix === path) return '';
  const end = trimmedEnd(path);
  const start = lastSlash(path, end) + 1;
  if (suffix !== undefined && suffix.length > 0 && suffix.length < end - start) {
    let i = suffix.length;
    for (let at = end; --i >= 0 && StringPrototypeCharCodeAt(path, --at) === StringPrototypeCharCodeAt(suffix, i););
    return StringPrototypeSlice(path, start, i < 0 ? end - suffix.length : end);
  }
  const base = StringPrototypeSlice(path, start, end);
  if (suffix === undefined || suffix === '' || suffix === base) return base;
  // As it has always been: a suffix that ends with the whole name brings trailing slashes back.
  if (suffix.length >= base.length && suffix.length <= path.length && StringPrototypeEndsWith(suffix, base)) {
    return StringPrototypeSlice(path, base === '' ? 0 : start);
  }
  if (!StringPrototypeEndsWith(base, suffix)) return base;
  return StringPrototypeSlice(base, 0, base.length - suffix.length);
};

/** Index of the dot that begins the extension of path.slice(start, end), or `end` if it has none. */
function extensionAt(path, start, end) {
  let dot = end - 1;
  while (dot >= start && StringPrototypeCharCodeAt(path, dot) !== DOT) dot--;
  if (dot <= start) return end;
  // '..' is no name with an extension.
  if (dot === start + 1 && dot === end - 1 && StringPrototypeCharCodeAt(path, start) === DOT) {
    return end;
  }
  return dot;
}

const extname = (path) => {
  validateString(path, 'path');
  const end = trimmedEnd(path);
  if (end === 0) return '';
  const start = lastSlash(path, end) + 1;
  return StringPrototypeSlice(path, extensionAt(path, start, end), end);
};

const format = _format.bind(null, '/');

const parse = (path) => {
  validateString(path, 'path');
  const parts = { root: '', dir: '', base: '', ext: '', name: '' };
  if (path.length === 0) return parts;
  const absolute = StringPrototypeCharCodeAt(path, 0) === SLASH;
  if (absolute) parts.root = '/';
  const end = trimmedEnd(path);
  const slash = lastSlash(path, end);
  const start = slash + 1;
  if (end > start) {
    const dot = extensionAt(path, start, end);
    parts.base = StringPrototypeSlice(path, start, end);
    parts.name = StringPrototypeSlice(path, start, dot);
    parts.ext = StringPrototypeSlice(path, dot, end);
  }
  if (slash > 0) parts.dir = StringPrototypeSlice(path, 0, slash);
  else if (absolute) parts.dir = '/';
  return parts;
};

const matchesGlob = (path, pattern) => {
  return matchGlob(path, pattern, false);
};

module.exports = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format,
  parse,
  matchesGlob,
  sep: '/',
  delimiter: ':',
};
