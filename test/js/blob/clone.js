// SPDX-License-Identifier: MIT
// structuredClone() copies Blobs and Files.
'use strict';
const assert = require('node:assert');
const { Blob, File } = require('node:buffer');

async function main() {
  const blob = structuredClone({ blob: new Blob(['abc', 'def'], { type: 'x/y' }).slice(1, 5, 'x/y') }).blob;
  assert.ok(blob instanceof Blob);
  assert.strictEqual(await blob.text(), 'bcde');
  assert.strictEqual(blob.type, 'x/y');
  const file = structuredClone(new File(['a'], 'name', { lastModified: 3 }));
  assert.ok(file instanceof File);
  assert.strictEqual(file.name, 'name');
  assert.strictEqual(file.lastModified, 3);
  assert.strictEqual(await file.text(), 'a');
}
main();
