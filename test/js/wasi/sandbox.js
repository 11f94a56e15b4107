// SPDX-License-Identifier: MIT
// Nothing of the file system outside of the preopened folder is read, made, moved or removed: by `..`, by absolute and
// relative links, by links of folders, by any call that takes a path. What stays inside works through links.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { WASI } = require('node:wasi');

process.removeAllListeners('warning');
const SUCCESS = 0, FOLLOW = 1, CREATE = 1;
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-wasi-'));
process.on('exit', () => fs.rmSync(root, { recursive: true, force: true }));
const box = path.join(root, 'box'), outside = path.join(root, 'outside');
for (const folder of [box, outside, path.join(box, 'sub'), path.join(outside, 'folder')]) fs.mkdirSync(folder);
fs.writeFileSync(path.join(outside, 'secret'), 'secret');
fs.writeFileSync(path.join(box, 'inside'), 'inside');
const links = { relative: '../outside/secret', absolute: path.join(outside, 'secret'), folder: '../outside', 'sub/up': '../../outside/secret',
  loop: 'loop', good: 'inside', 'sub/good': '../inside', chain: 'sub/up' };
for (const [name, target] of Object.entries(links)) fs.symlinkSync(target, path.join(box, name));

const wasi = new WASI({ version: 'preview1', preopens: { '/': box } });
const memory = new WebAssembly.Memory({ initial: 2 });
wasi.initialize({ exports: { memory, _initialize() {} } });
const w = wasi.wasiImport, bytes = Buffer.from(memory.buffer);
const text = (value, at) => [at, bytes.write(value, at)];
const first = (name) => text(name, 10_000), second = (name) => text(name, 20_000);

/** What a program reads at this path, or the error. */
function read(name, follow) {
  const error = w.path_open(3, follow, ...first(name), 0, 2n, 0n, 0, 100);
  if (error !== SUCCESS) return error;
  const fd = bytes.readUInt32LE(100);
  bytes.writeUInt32LE(1000, 200);
  bytes.writeUInt32LE(100, 204);
  const failed = w.fd_read(fd, 200, 1, 300);
  w.fd_close(fd);
  return failed === SUCCESS ? bytes.toString('utf8', 1000, 1000 + bytes.readUInt32LE(300)) : failed;
}
const state = () => fs.readdirSync(root, { recursive: true }).sort().join() + fs.readFileSync(path.join(outside, 'secret'), 'utf8') +
  fs.statSync(path.join(outside, 'secret')).mtimeMs;

for (const name of ['inside', 'good', 'sub/good', 'sub/../inside']) assert.strictEqual(read(name, FOLLOW), 'inside', name);
const before = state();
const bad = ['../outside/secret', 'sub/../../outside/secret', 'relative', 'absolute', 'folder/secret', 'sub/up', 'chain', 'loop', '..', 'folder/../outside/secret',
  '../box/../outside/secret', 'folder/new', 'folder/folder', `/../outside/secret`];
for (const name of bad) {
  assert.strictEqual(typeof read(name, FOLLOW), 'number', name);
  assert.notStrictEqual(w.path_filestat_get(3, FOLLOW, ...first(name), 400), SUCCESS, name);
  assert.notStrictEqual(w.path_open(3, FOLLOW, ...first(name), CREATE, 64n, 0n, 0, 100), SUCCESS, name);
  assert.notStrictEqual(w.path_filestat_set_times(3, FOLLOW, ...first(name), 1n, 1n, 5), SUCCESS, name);
  assert.notStrictEqual(w.path_create_directory(3, ...first(name)), SUCCESS, name);
  assert.notStrictEqual(w.path_link(3, FOLLOW, ...first(name), 3, ...second('stolen')), SUCCESS, name);
  if (!name.includes('/') || name.startsWith('sub/up')) continue; // what follows works on the link itself
  assert.notStrictEqual(w.path_unlink_file(3, ...first(name)), SUCCESS, name);
  assert.notStrictEqual(w.path_remove_directory(3, ...first(name)), SUCCESS, name);
  assert.notStrictEqual(w.path_rename(3, ...first(name), 3, ...second('stolen')), SUCCESS, name);
  assert.notStrictEqual(w.path_rename(3, ...first('inside'), 3, ...second(name)), SUCCESS, name);
  assert.notStrictEqual(w.path_symlink(...first('inside'), 3, ...second(name)), SUCCESS, name);
}
assert.strictEqual(state(), before);
