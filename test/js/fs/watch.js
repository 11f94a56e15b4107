// SPDX-License-Identifier: MIT
'use strict';
// watch reports a new file; closing inside of the listener is fine; recursive watches see new directories.
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const dir = fs.mkdtempSync(`${require('os').tmpdir()}/watch-`);
const flat = fs.watch(dir, (type, name) => {
  assert.strictEqual(type, 'rename');
  assert.strictEqual(name, 'sub');
  flat.close();
});
const deep = fs.watch(dir, { recursive: true }, (type, name) => {
  if (name !== path.join('sub', 'file')) return;
  deep.close();
  fs.rmSync(dir, { recursive: true });
});
fs.mkdirSync(`${dir}/sub`);
fs.writeFileSync(`${dir}/sub/file`, '');
assert.throws(() => fs.watch('/no/such'), { code: 'ENOENT', syscall: 'watch', filename: '/no/such' });
