// SPDX-License-Identifier: MIT
// statSync() and lstatSync() give the same numbers whatever the path's form, also once they are compiled.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

const dir = fs.mkdtempSync(path.join(require('os').tmpdir(), 'eddy-stat-'));
const names = ['plain', 'größe', '東京'].map((name) => path.join(dir, name));
for (const name of names) fs.writeFileSync(name, 'x'.repeat(1234));
const link = path.join(dir, 'link');
fs.symlinkSync('plain', link);

function same(a, b) {
  for (const key of Object.keys(a)) {
    if (key.startsWith('atime')) continue;
    assert.strictEqual(typeof b[key] === 'bigint' && !key.endsWith('Ms') ? Number(b[key]) : key.endsWith('Ms') ? a[key] : b[key], a[key], key);
  }
}

for (let i = 0; i < 2000; i++) {
  for (const name of names) {
    const stats = fs.statSync(name);
    assert(stats.isFile() && stats.size === 1234 && stats.nlink === 1);
    if (i % 500) continue;
    same(stats, fs.statSync(Buffer.from(name)));
    same(stats, fs.statSync(pathToFileURL(name)));
    same(stats, fs.statSync(name, { bigint: true }));
    same(stats, fs.fstatSync(fs.openSync(name, 'r')));
    assert(Math.abs(stats.mtimeMs - Date.now()) < 3600e3 && stats.mtime instanceof Date);
  }
  assert(fs.lstatSync(link).isSymbolicLink() && fs.statSync(link).isFile());
  assert.strictEqual(fs.statSync(`${dir}/none`, { throwIfNoEntry: false }), undefined);
  assert.strictEqual(fs.lstatSync(`${dir}/none`, { throwIfNoEntry: false }), undefined);
  assert.strictEqual(fs.lstatSync(Buffer.from(`${dir}/none`), { throwIfNoEntry: false }), undefined);
  assert.strictEqual(fs.statSync(`${names[0]}/none`, { throwIfNoEntry: false }), undefined);
}
assert.throws(() => fs.statSync(`${dir}/none`), { code: 'ENOENT', syscall: 'stat', path: `${dir}/none` });
assert.throws(() => fs.lstatSync(`${names[0]}/none`, { throwIfNoEntry: false }), { code: 'ENOTDIR', syscall: 'lstat' });
assert.throws(() => fs.lstatSync(`${dir}/none`), { code: 'ENOENT', syscall: 'lstat' });
assert.throws(() => fs.statSync(`${dir}/${'n'.repeat(300)}`, { throwIfNoEntry: false }), { code: 'ENAMETOOLONG' });
assert.throws(() => fs.statSync('/'.repeat(9000)), { code: 'ENAMETOOLONG' });
assert.throws(() => fs.statSync('a\0b'), { code: 'ERR_INVALID_ARG_VALUE' });
fs.rmSync(dir, { recursive: true });
