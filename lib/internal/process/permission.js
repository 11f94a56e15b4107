// SPDX-License-Identifier: MIT
// process.permission: what --permission allows; with --permission-audit what it would not allow is told only.
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

// The program itself and what --require names may be read; fixed before any of it runs.
const implied = [];

function isImplied(path) {
  for (const file of implied) if (file === path) return true;
  return false;
}

// Options that let a program out of the model in the end, and the codes of the warnings about them.
const warnings = {
  '__proto__': null,
  '--allow-addons': 'PERM0001',
  '--allow-child-process': 'PERM0002',
  '--allow-inspector': 'PERM0004',
  '--allow-wasi': 'PERM0005',
  '--allow-worker': 'PERM0006',
};

/** Called at start, once process.argv is set. */
function setup() {
  const { resolve } = require('path');
  if (process.argv[1]) implied[0] = resolve(process.argv[1]);
  for (const file of list('--require')) implied[implied.length] = resolve(file);
  for (const flag in warnings) {
    if (getOptionValue(flag) !== true) continue;
    process.emitWarning(`The flag ${flag} must be used with extreme caution. It could invalidate the permission model.`,
                        'SecurityWarning', warnings[flag]);
  }
}

const channels = {
  __proto__: null,
  FileSystemRead: 'fs',
  FileSystemWrite: 'fs',
  ChildProcess: 'child',
  WorkerThreads: 'worker',
  WASI: 'wasi',
  Addon: 'addon',
  Inspector: 'inspector',
  Net: 'net',
};

function tell(permission, resource) {
  const name = channels[permission];
  if (name === undefined) return;
  const channel = require('diagnostics_channel').channel(`node:permission-model:${name}`);
  if (channel.hasSubscribers) channel.publish({ permission, resource });
}

/**
 * Tells who listens to node:permission-model:… of an operation that is not allowed.
 * @param {Error} error of it
 * @returns {boolean} whether it must not be done
 */
function refuses({ permission, resource }) {
  tell(permission, resource);
  return !getOptionValue('--permission-audit');
}

/**
 * Ends an operation that is not allowed, unless this is an audit; the error's stack begins without the code, as
 * Node's does.
 * @param {string} message @param {string} permission @param {string} [resource]
 */
function deny(message, permission, resource = '') {
  const error = new Error(message);
  error.code = 'ERR_ACCESS_DENIED';
  error.permission = permission;
  error.resource = resource;
  Error.captureStackTrace(error, deny);
  if (refuses(error)) throw error;
}

const inherited = ['--permission', '--permission-audit', '--allow-addons', '--allow-child-process', '--allow-inspector', '--allow-wasi', '--allow-worker'];

/**
 * What NODE_OPTIONS of a child process has to be, so that it is no way out of the model.
 * @param {string|undefined} options its NODE_OPTIONS
 * @param {string[]} args its arguments
 * @returns {string|undefined} undefined: as it is
 */
function inheritedOptions(options, args) {
  if (args.includes('--permission') || options?.includes('--permission')) return undefined;
  const words = options ? [options] : [];
  for (const flag of inherited) if (getOptionValue(flag) === true) words.push(flag);
  for (const flag of ['--allow-fs-read', '--allow-fs-write']) {
    for (const path of getOptionValue(flag) ?? []) words.push(`${flag}=${/[ "\\]/.test(path) ? JSON.stringify(path) : path}`);
  }
  return words.join(' ');
}

const permissions = {
  '__proto__': null,
  'fs': 'FileSystem',
  'fs.read': 'FileSystemRead',
  'fs.write': 'FileSystemWrite',
  'child': 'ChildProcess',
  'worker': 'WorkerThreads',
  'wasi': 'WASI',
  'addon': 'Addon',
  'inspector': 'Inspector',
};

/** The same as has() for the library: of arguments that are right, and nobody is told. */
function granted(scope, reference) {
  if (scope === 'fs') return granted('fs.read', reference) && granted('fs.write', reference);
  if (scope === 'fs.read')
    return covered(list('--allow-fs-read'), reference) || (reference !== undefined && isImplied(reference));
  if (scope === 'fs.write') return covered(list('--allow-fs-write'), reference);
  return flags[scope] !== undefined && getOptionValue(flags[scope]) === true;
}

/**
 * @param {string} scope 'fs', 'fs.read', 'fs.write', 'child', 'worker', 'wasi', 'addon', 'net', 'inspector'
 * @param {string | Buffer} [reference] a path
 * @returns {boolean}
 */
function has(scope, reference) {
  validateString(scope, 'scope');
  let full;
  if (reference != null) {
    if (!(reference instanceof Uint8Array)) validateString(reference, 'reference');
    full = require('path').resolve(`${reference}`);
  }
  const result = granted(scope, full);
  if (!result) tell(permissions[scope], reference == null ? '' : `${reference}`);
  return result;
}

module.exports = { permission: Object.freeze({ __proto__: null, has }), setup, deny, granted, inheritedOptions, refuses };
