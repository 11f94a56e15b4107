// SPDX-License-Identifier: MIT
'use strict';
// Nothing at all: a directory without entries, vectors of buffers without bytes.
const assert = require('node:assert');
const fs = require('node:fs');

const dir = fs.mkdtempSync(`${require('node:os').tmpdir()}/empty-`);
assert.deepStrictEqual(fs.readdirSync(dir), []);
assert.deepStrictEqual(fs.readdirSync(dir, { recursive: true, withFileTypes: true }), []);
fs.readdir(dir, (error, names) => {
  assert.strictEqual(error, null);
  assert.deepStrictEqual(names, []);
  const nothing = Buffer.alloc(0);
  const file = `${dir}/file`;
  fs.writeFileSync(file, nothing);
  const fd = fs.openSync(file, 'r+');
  assert.strictEqual(fs.writevSync(fd, [nothing, Buffer.from('a'), new DataView(new ArrayBuffer(0))]), 1);
  assert.strictEqual(fs.readvSync(fd, [nothing, nothing], 0), 0);
  assert.strictEqual(fs.readFileSync(file, 'latin1'), 'a');
  fs.closeSync(fd);
  fs.rmSync(dir, { recursive: true });
});
