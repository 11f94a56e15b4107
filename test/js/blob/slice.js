// SPDX-License-Identifier: MIT
// Blobs of blobs, and slices across their parts.
'use strict';
const assert = require('node:assert');
const { Blob, File, resolveObjectURL } = require('node:buffer');

async function main() {
  const inner = new Blob(['abc', Uint8Array.of(100, 101)]);
  const blob = new Blob([inner, 'é', inner.slice(1, -1)], { type: 'Text/Plain' });
  assert.strictEqual(blob.type, 'text/plain');
  assert.strictEqual(blob.size, 10);
  assert.strictEqual(await blob.text(), 'abcdeébcd');
  assert.strictEqual(await blob.slice(4, 8).text(), 'eéb');
  assert.strictEqual(await blob.slice(4, 8).slice(-1).text(), 'b');
  assert.deepStrictEqual(await blob.slice(0, 1).bytes(), Uint8Array.of(97));
  const file = new File([blob], 'name', { lastModified: 5 });
  assert.strictEqual(file.size, 10);
  assert.strictEqual(file.lastModified, 5);
  const url = URL.createObjectURL(blob);
  assert.strictEqual(await resolveObjectURL(url).text(), 'abcdeébcd');
  URL.revokeObjectURL(url);
  assert.strictEqual(resolveObjectURL(url), undefined);
  assert.throws(() => new Blob('text'), { code: 'ERR_INVALID_ARG_TYPE' });
}
main();
