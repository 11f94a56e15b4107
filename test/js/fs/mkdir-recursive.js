// SPDX-License-Identifier: MIT
'use strict';
// Recursive mkdir: relative and absolute, short names, slashes; it tells the first directory made.
const assert = require('assert');
const fs = require('fs');

const dir = fs.mkdtempSync(`${require('os').tmpdir()}/mkdir-`);
process.chdir(dir);
assert.strictEqual(fs.mkdirSync('a/b/c', { recursive: true }), 'a');
assert.strictEqual(fs.mkdirSync('a/b/c', { recursive: true }), undefined);
assert.strictEqual(fs.mkdirSync('a/x', { recursive: true }), 'a/x');
assert.strictEqual(fs.mkdirSync(`${dir}/d//e/`, { recursive: true }), `${dir}/d`);
fs.writeFileSync('file', '');
assert.throws(() => fs.mkdirSync('file', { recursive: true }), { code: 'EEXIST' });
assert.throws(() => fs.mkdirSync('file/x/y', { recursive: true }), { code: 'ENOTDIR' });
fs.promises.mkdir('p/q/r', { recursive: true }).then((first) => {
  assert.ok(fs.statSync('p/q/r').isDirectory());
  assert.ok(first.endsWith('p'));
  process.chdir('/');
  fs.rmSync(dir, { recursive: true });
});
