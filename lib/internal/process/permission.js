// SPDX-License-Identifier: MIT
// process.permission: what --permission allows.
'use strict';

const { validateString } = require('internal/validators');
const { getOptionValue } = require('internal/options');

const { Uint8Array } = primordials;

const flags = {
  __proto__: null,
  child: '--allow-child-process',
  worker: '--allow-worker',
  wasi: '--allow-wasi',
  addon: '--allow-addons',
  net: '--allow-net',
  inspector: '--allow-inspector',
};

/** Does one of the allowed paths (up to a `*`: prefix) cover this one? */
function covered(list, path) {
  if (list === undefined || list.length === 0) return false;
  const { resolve } = require('path');
  for (const entry of list) {
    if (entry === '*') return true;
    if (path === undefined) continue;
    const star = entry.indexOf('*');
    if (star !== -1) {
      // What follows the star does not count; `/dir/*` is the directory, too.
      const prefix = entry.slice(0, star);
      const full = resolve(prefix) + (prefix.endsWith('/') && resolve(prefix) !== '/' ? '/' : '');
      if (path.startsWith(full) || `${path}/` === full) return true;
      continue;
    }
    const allowed = resolve(entry);
    if (path === allowed || path.startsWith(`${allowed}/`)) return true;
  }
  return false;
}

const list = (name) => {
  const value = getOptionValue(name);
  return Array.isArray(value) ? value.flatMap((v) => v.split(',')) : value ? [value] : [];
};

let implied;

// The program itself and what --require names may be read.
function isImplied(path) {
  if (implied === undefined) {
    const { resolve } = require('path');
    implied = [];
    if (process.argv[1]) implied[0] = resolve(process.argv[1]);
    for (const file of list('--require')) implied[implied.length] = resolve(file);
  }
  for (const file of implied) if (file === path) return true;
  return false;
}

/**
 * @param {string} scope 'fs', 'fs.read', 'fs.write', 'child', 'worker', 'wasi', 'addon', 'net', 'inspector'
 * @param {string | Buffer} [reference] a path
 * @returns {boolean}
 */
function has(scope, reference) {
  validateString(scope, 'scope');
  if (reference != null) {
    if (!(reference instanceof Uint8Array)) validateString(reference, 'reference');
    reference = require('path').resolve(`${reference}`);
  }
  if (scope === 'fs') return has('fs.read', reference) && has('fs.write', reference);
  if (scope === 'fs.read')
    return covered(list('--allow-fs-read'), reference) || (reference != null && isImplied(reference));
  if (scope === 'fs.write') return covered(list('--allow-fs-write'), reference);
  return flags[scope] !== undefined && getOptionValue(flags[scope]) === true;
}

module.exports = { permission: Object.freeze({ __proto__: null, has }) };
