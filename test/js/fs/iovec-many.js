// SPDX-License-Identifier: MIT
'use strict';
// writev and readv take more buffers than one system call does (1024).
const assert = require('assert');
const fs = require('fs');

const path = `${require('os').tmpdir()}/iovec-${process.pid}`;
const fd = fs.openSync(path, 'w+');
const parts = Array.from({ length: 3000 }, (_, i) => Buffer.from(`${i};`));
const all = Buffer.concat(parts);
assert.strictEqual(fs.writevSync(fd, parts, 0), all.length);
const into = parts.map((part) => Buffer.alloc(part.length));
fs.readv(fd, into, 0, (error, n, buffers) => {
  assert.strictEqual(error, null);
  assert.strictEqual(n, all.length);
  assert.strictEqual(buffers, into);
  assert.deepStrictEqual(Buffer.concat(into), all);
  fs.closeSync(fd);
  fs.unlinkSync(path);
});
