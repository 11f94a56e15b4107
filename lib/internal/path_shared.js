// SPDX-License-Identifier: MIT
// What POSIX and Windows paths have in common. Used by internal/path_posix and path_win32.
'use strict';

const {
  StringPrototypeCharCodeAt,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
} = primordials;

const { validateObject, validateString } = require('internal/validators');

const DOT = 46;

/**
 * Resolves '.', '..' and empty segments. The result has no separator at its ends.
 * @param {string} path
 * @param {boolean} above whether '..' may lead above the beginning
 * @param {string} separator the one to write
 * @param {(code: number) => boolean} isSeparator those to read
 */
function collapse(path, above, separator, isSeparator) {
  let out = '';
  let depth = 0; // segments at the end of `out` that a '..' can take back
  let start = 0;
  for (let i = 0; i <= path.length; i++) {
    if (i < path.length && !isSeparator(StringPrototypeCharCodeAt(path, i))) continue;
    const from = start;
    const length = i - from;
    start = i + 1;
    if (length === 0) continue;
    if (length <= 2 && StringPrototypeCharCodeAt(path, from) === DOT) {
      if (length === 1) continue;
      if (StringPrototypeCharCodeAt(path, from + 1) === DOT) {
        if (depth > 0) {
          const cut = StringPrototypeLastIndexOf(out, separator);
          out = cut === -1 ? '' : StringPrototypeSlice(out, 0, cut);
          depth--;
        } else if (above) {
          out = out === '' ? '..' : `${out}${separator}..`;
        }
        continue;
      }
    }
    const segment = StringPrototypeSlice(path, from, i);
    out = out === '' ? segment : `${out}${separator}${segment}`;
    depth++;
  }
  return out;
}

function formatExtension(ext) {
  return ext ? `${ext[0] === '.' ? '' : '.'}${ext}` : '';
}

function _format(separator, pathObject) {
  validateObject(pathObject, 'pathObject');
  const dir = pathObject.dir || pathObject.root;
  const base = pathObject.base || `${pathObject.name || ''}${formatExtension(pathObject.ext)}`;
  if (!dir) return base;
  return dir === pathObject.root ? `${dir}${base}` : `${dir}${separator}${base}`;
}

function matchGlob(path, pattern, windows) {
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  return require('internal/fs/glob').matchGlobPattern(path, pattern, windows);
}

module.exports = { collapse, _format, matchGlob };
