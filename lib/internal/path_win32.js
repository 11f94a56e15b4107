// SPDX-License-Identifier: MIT
// Windows paths: what require('path').win32 returns. Part of the keel.
'use strict';

const {
  ArrayPrototypeIncludes,
  StringPrototypeCharCodeAt,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
  StringPrototypeToUpperCase,
} = primordials;

const { validateString } = require('internal/validators');
const { collapse, _format, matchGlob } = require('internal/path_shared');

const BACKSLASH = 92;
const COLON = 58;
const DOT = 46;
const QUESTION = 63;
const SLASH = 47;

// Names that mean a device in every directory; the superscript digits count as digits.
const RESERVED = [
  'CON', 'PRN', 'AUX', 'NUL',
  'COM1', 'COM2', 'COM3', 'COM4', 'COM5', 'COM6', 'COM7', 'COM8', 'COM9',
  'LPT1', 'LPT2', 'LPT3', 'LPT4', 'LPT5', 'LPT6', 'LPT7', 'LPT8', 'LPT9',
  'COM\xb9', 'COM\xb2', 'COM\xb3', 'LPT\xb9', 'LPT\xb2', 'LPT\xb3',
];

function isSeparator(code) {
  return code === SLASH || code === BACKSLASH;
}

function separatorAt(path, index) {
  return index < path.length && isSeparator(StringPrototypeCharCodeAt(path, index));
}

function startsWithDrive(path) {
  if (path.length < 2 || StringPrototypeCharCodeAt(path, 1) !== COLON) return false;
  const letter = StringPrototypeCharCodeAt(path, 0) | 32;
  return letter >= 97 && letter <= 122;
}

function skip(path, at, separators) {
  while (at < path.length && separatorAt(path, at) === separators) at++;
  return at;
}

function isReserved(path, end) {
  return end > 0 && ArrayPrototypeIncludes(
    RESERVED, StringPrototypeToUpperCase(StringPrototypeSlice(path, 0, end)));
}

/**
 * The share at the beginning: \\host\share. Null if there is none.
 * @returns {{ host: string, share: string, end: number } | null}
 */
function splitShare(path) {
  if (!separatorAt(path, 0) || !separatorAt(path, 1)) return null;
  const hostEnd = skip(path, 2, false);
  if (hostEnd === 2) return null;
  const shareStart = skip(path, hostEnd, true);
  if (shareStart === hostEnd || shareStart === path.length) return null;
  const end = skip(path, shareStart, false);
  return {
    host: StringPrototypeSlice(path, 2, hostEnd),
    share: StringPrototypeSlice(path, shareStart, end),
    end,
  };
}

/**
 * Device ('' if none), where the rest begins, and whether it is absolute.
 * @returns {{ device: string, end: number, absolute: boolean, share: object | null }}
 */
function splitRoot(path) {
  if (separatorAt(path, 0)) {
    const share = splitShare(path);
    if (share === null) return { device: '', end: 1, absolute: true, share };
    if (share.host === '.' || share.host === '?') {
      return { device: `\\\\${share.host}`, end: 4, absolute: true, share: null };
    }
    const device = `\\\\${share.host}\\${share.share}`;
    return { device, end: share.end, absolute: true, share };
  }
  if (!startsWithDrive(path)) return { device: '', end: 0, absolute: false, share: null };
  const absolute = separatorAt(path, 2);
  const device = StringPrototypeSlice(path, 0, 2);
  return { device, end: absolute ? 3 : 2, absolute, share: null };
}

/** The directory that a drive-relative path starts from. */
function driveDirectory(device) {
  const path = process.env[`=${device}`] || process.cwd();
  const other = StringPrototypeToLowerCase(StringPrototypeSlice(path, 0, 2)) !==
    StringPrototypeToLowerCase(device);
  if (path === undefined || (other && StringPrototypeCharCodeAt(path, 2) === BACKSLASH)) {
    return `${device}\\`;
  }
  return path;
}

const resolve = (...args) => {
  let device = '';
  let tail = '';
  let absolute = false;
  for (let i = args.length - 1; i >= -1; i--) {
    let path;
    if (i >= 0) {
      path = args[i];
      validateString(path, `paths[${i}]`);
      if (path.length === 0) continue;
    } else {
      path = device === '' ? process.cwd() : driveDirectory(device);
    }
    const root = splitRoot(path);
    if (root.device !== '') {
      if (device === '') device = root.device;
      else if (StringPrototypeToLowerCase(root.device) !== StringPrototypeToLowerCase(device)) continue;
    }
    if (!absolute) {
      tail = `${StringPrototypeSlice(path, root.end)}\\${tail}`;
      absolute = root.absolute;
    }
    if (absolute && device !== '') break;
  }
  tail = collapse(tail, !absolute, '\\', isSeparator);
  if (absolute) return `${device}\\${tail}`;
  return `${device}${tail}` || '.';
};

/** Whether a relative path would turn into one with a drive, a stream or a device. */
function needsDot(path, tail) {
  if (startsWithDrive(tail)) return true;
  for (let at = StringPrototypeIndexOf(path, ':'); at !== -1;
    at = StringPrototypeIndexOf(path, ':', at + 1)) {
    if (at === path.length - 1 || separatorAt(path, at + 1)) return true;
  }
  return false;
}

/** Makes a reserved name before the colon the device of `root`; true if the path begins with it. */
function splitReserved(path, colon, root) {
  if (isReserved(path, colon)) {
    root.device = StringPrototypeSlice(path, 0, colon + 1);
    root.end = colon + 1;
    return true;
  }
  if (root.end === 4 && root.absolute && root.share === null && colon > 4) {
    const name = StringPrototypeSlice(path, 4, colon);
    if (isReserved(name, name.length)) {
      root.device = `\\\\?\\${name}:`;
      root.end = colon + 1;
    }
  }
  return false;
}

const normalize = (path) => {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  if (path.length === 1) return path === '/' ? '\\' : path;
  const root = splitRoot(path);
  const { absolute } = root;
  if (root.share !== null && root.end === path.length) return `${root.device}\\`;
  const colon = StringPrototypeIndexOf(path, ':');
  const reserved = colon !== -1 && splitReserved(path, colon, root);
  const { device } = root;
  let tail = collapse(StringPrototypeSlice(path, root.end), !absolute, '\\', isSeparator);
  if (tail === '' && !absolute) tail = '.';
  if (tail !== '' && root.end < path.length && separatorAt(path, path.length - 1)) tail += '\\';
  if (reserved) return `.\\${device}${tail}`;
  if (colon !== -1 && !absolute && device === '' && needsDot(path, tail)) return `.\\${tail}`;
  return absolute ? `${device}\\${tail}` : `${device}${tail}`;
};

const isAbsolute = (path) => {
  validateString(path, 'path');
  return separatorAt(path, 0) || (startsWithDrive(path) && separatorAt(path, 2));
};

const join = (...args) => {
  let joined = '';
  let first = '';
  for (let i = 0; i < args.length; i++) {
    const part = args[i];
    validateString(part, 'path');
    if (part.length === 0) continue;
    if (joined === '') joined = first = part;
    else joined = `${joined}\\${part}`;
  }
  if (joined === '') return '.';
  // Two separators at the beginning mean a share only if the first part says so by itself.
  const share = separatorAt(first, 0) && separatorAt(first, 1) && first.length > 2 &&
    !separatorAt(first, 2);
  if (!share) {
    const slashes = skip(joined, 0, true);
    if (slashes >= 2) joined = `\\${StringPrototypeSlice(joined, slashes)}`;
  }
  if (StringPrototypeIncludes(joined, ':')) {
    const parts = StringPrototypeSplit(joined, '\\');
    for (let i = 0; i < parts.length; i++) {
      if (isReserved(parts[i], StringPrototypeIndexOf(parts[i], ':'))) {
        return StringPrototypeReplaceAll(joined, '/', '\\');
      }
    }
  }
  return normalize(joined);
};

/** Segments of a resolved path; the root counts as segments too. */
function segments(path) {
  let start = 0;
  let end = path.length;
  while (start < end && StringPrototypeCharCodeAt(path, start) === BACKSLASH) start++;
  while (end > start && StringPrototypeCharCodeAt(path, end - 1) === BACKSLASH) end--;
  return start === end ? [] : StringPrototypeSplit(StringPrototypeSlice(path, start, end), '\\');
}

/** The way from one path to another; an absolute path if they are on different devices. */
const relative = (from, to) => {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  from = resolve(from);
  to = resolve(to);
  if (StringPrototypeToLowerCase(from) === StringPrototypeToLowerCase(to)) return '';
  const source = segments(from);
  const target = segments(to);
  let common = 0;
  while (common < source.length && common < target.length &&
    StringPrototypeToLowerCase(source[common]) === StringPrototypeToLowerCase(target[common])) {
    common++;
  }
  if (common === 0 && source.length > 0 && target.length > 0) return to;
  let path = '';
  for (let i = common; i < source.length; i++) path = path === '' ? '..' : `${path}\\..`;
  for (let i = common; i < target.length; i++) {
    path = path === '' ? target[i] : `${path}\\${target[i]}`;
  }
  return path;
};

/** The path with the prefix that lifts the length limit of the system. */
const toNamespacedPath = (path) => {
  if (typeof path !== 'string' || path.length === 0) return path;
  const resolved = resolve(path);
  if (resolved.length <= 2) return path;
  if (StringPrototypeStartsWith(resolved, '\\\\')) {
    const code = StringPrototypeCharCodeAt(resolved, 2);
    if (code === QUESTION || code === DOT) return resolved;
    return `\\\\?\\UNC\\${StringPrototypeSlice(resolved, 2)}`;
  }
  if (startsWithDrive(resolved) && StringPrototypeCharCodeAt(resolved, 2) === BACKSLASH) {
    return `\\\\?\\${resolved}`;
  }
  return resolved;
};

/** Length of the root as dirname() and parse() show it: with its separator. */
function rootLength(path) {
  if (separatorAt(path, 0)) {
    const share = splitShare(path);
    if (share === null) return 1;
    return share.end === path.length ? share.end : share.end + 1;
  }
  if (!startsWithDrive(path)) return 0;
  return separatorAt(path, 2) ? 3 : 2;
}

/** Index behind the last character that is no separator, not before `start`. */
function trimmedEnd(path, start) {
  let end = path.length;
  while (end > start && separatorAt(path, end - 1)) end--;
  return end;
}

/** Where the last part of path.slice(start, end) begins. */
function lastPart(path, start, end) {
  let at = end;
  while (at > start && !separatorAt(path, at - 1)) at--;
  return at;
}

const dirname = (path) => {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  const root = rootLength(path);
  const start = lastPart(path, root, trimmedEnd(path, root));
  if (start > root) return StringPrototypeSlice(path, 0, start - 1);
  return root === 0 ? '.' : StringPrototypeSlice(path, 0, root);
};

const basename = (path, suffix) => {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  if (suffix === path) return '';
  const from = startsWithDrive(path) ? 2 : 0;
  const end = trimmedEnd(path, from);
  const start = lastPart(path, from, end);
  const base = StringPrototypeSlice(path, start, end);
  if (suffix === undefined || suffix === '' || suffix === base) return base;
  // As it has always been: a suffix that ends with the whole name brings trailing slashes back.
  if (suffix.length <= path.length && StringPrototypeEndsWith(suffix, base)) {
    return StringPrototypeSlice(path, base === '' ? from : start);
  }
  if (!StringPrototypeEndsWith(base, suffix)) return base;
  return StringPrototypeSlice(base, 0, base.length - suffix.length);
};

/** Index of the dot that begins the extension of path.slice(start, end), or `end`. */
function extensionAt(path, start, end) {
  let dot = end - 1;
  while (dot >= start && StringPrototypeCharCodeAt(path, dot) !== DOT) dot--;
  if (dot <= start) return end;
  if (dot === start + 1 && dot === end - 1 && StringPrototypeCharCodeAt(path, start) === DOT) {
    return end;
  }
  return dot;
}

const extname = (path) => {
  validateString(path, 'path');
  const from = startsWithDrive(path) ? 2 : 0;
  const end = trimmedEnd(path, from);
  const start = lastPart(path, from, end);
  return StringPrototypeSlice(path, extensionAt(path, start, end), end);
};

const format = _format.bind(null, '\\');

const parse = (path) => {
  validateString(path, 'path');
  const parts = { root: '', dir: '', base: '', ext: '', name: '' };
  if (path.length === 0) return parts;
  const root = rootLength(path);
  parts.root = parts.dir = StringPrototypeSlice(path, 0, root);
  const end = trimmedEnd(path, root);
  const start = lastPart(path, root, end);
  if (end > start) {
    const dot = extensionAt(path, start, end);
    parts.base = StringPrototypeSlice(path, start, end);
    parts.name = StringPrototypeSlice(path, start, dot);
    parts.ext = StringPrototypeSlice(path, dot, end);
  }
  if (start > root) parts.dir = StringPrototypeSlice(path, 0, start - 1);
  return parts;
};

const matchesGlob = (path, pattern) => {
  return matchGlob(path, pattern, true);
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
  sep: '\\',
  delimiter: ';',
  win32: null,
  posix: null,
};
