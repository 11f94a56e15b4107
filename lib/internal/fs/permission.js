// SPDX-License-Identifier: MIT
'use strict';
// The file-system half of --permission and --permission-audit: a stand-in for internalBinding('fs') whose functions look at
// their paths first. Only loaded when the permission model is on, so it costs nothing otherwise.

const { fs: { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND } } = internalBinding('constants');

const READ = 'FileSystemRead', WRITE = 'FileSystemWrite';

function denied(permission, resource, message) {
  const option = permission === READ ? '--allow-fs-read' : '--allow-fs-write';
  const error = new Error(message ?? `Access to this API has been restricted. Use ${option} to manage permissions.`);
  error.code = 'ERR_ACCESS_DENIED';
  error.permission = permission;
  error.resource = resource;
  return error;
}

/** The error for a path that may not be read (written), or null. */
function check(permission, path) {
  if (typeof path === 'number') return null; // a descriptor: it was opened with leave
  const { granted } = require('internal/process/permission');
  const text = String(path);
  return granted(permission === READ ? 'fs.read' : 'fs.write', require('path').resolve(text)) ? null : denied(permission, text);
}

/** Throws unless every path may be read. For watchers and the like. */
function checkRead(path) {
  const error = check(READ, path);
  if (error !== null && require('internal/process/permission').refuses(error)) throw error;
}

const reads = (path) => check(READ, path);
const writes = (path) => check(WRITE, path);
const both = (path) => reads(path) ?? writes(path);
const disabled = (name) => () => denied('', '', `${name} API is disabled when Permission Model is enabled.`);

function opens(path, flags) {
  if (typeof path === 'number') return null;
  const writing = (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)) !== 0;
  // What is opened for writing only need not be readable.
  if ((flags & O_WRONLY) === 0) {
    const error = reads(path);
    if (error !== null) return error;
  }
  return writing ? writes(path) : null;
}

function links(target, path) {
  const { granted } = require('internal/process/permission');
  if (granted('fs.read') && granted('fs.write')) return null;
  return denied('', '', 'fs.symlink API requires full fs.read and fs.write permissions.');
}

// name: [check, number of arguments before the request, async calls throw at once]
const rules = {
  __proto__: null,
  access: [reads, 2],
  chmod: [writes, 2, true],
  chown: [writes, 3],
  copyFile: [(from, to) => reads(from) ?? writes(to), 3],
  exists: [reads, 16],
  fchmod: [disabled('fchmod'), 2, true],
  fchown: [disabled('fchown'), 3, true],
  futimes: [disabled('futimes'), 3, true],
  lchown: [writes, 3],
  link: [(from, to) => both(from) ?? both(to), 3],
  lstat: [reads, 3],
  lutimes: [writes, 3, true],
  mkdir: [writes, 3],
  mkdtemp: [writes, 2],
  open: [opens, 3],
  opendir: [reads, 1],
  readFile: [opens, 3],
  readFileUtf8: [opens, 16],
  readdir: [reads, 4],
  readlink: [reads, 2],
  rename: [(from, to) => both(from) ?? writes(to), 3],
  rm: [writes, 5],
  rmdir: [writes, 1],
  stat: [reads, 3],
  statfs: [reads, 2],
  symlink: [links, 3],
  truncate: [writes, 2],
  unlink: [writes, 1],
  utimes: [writes, 3, true],
  writeFile: [writes, 4],
  writeFileUtf8: [writes, 16],
};

function guardOne(binding, name, [rule, at, throws]) {
  const original = binding[name];
  return function(...args) {
    const error = rule(args[0], args[1]);
    if (error === null || !require('internal/process/permission').refuses(error)) return original.apply(binding, args);
    const request = args[at];
    if (request === undefined || throws) throw error;
    if (typeof request === 'function') {
      process.nextTick(request, error);
      return undefined;
    }
    return Promise.reject(error);
  };
}

/** A binding like the given one, with checks. */
function guard(binding) {
  const guarded = Object.create(binding);
  for (const name of Object.keys(rules)) guarded[name] = guardOne(binding, name, rules[name]);
  guarded.statNow = () => -1;
  guarded.openNow = (path) => (reads(path) === null ? binding.openNow(path) : -1);
  return guarded;
}

module.exports = { checkRead, guard };
