// SPDX-License-Identifier: MIT
// import sees the names that a CommonJS module assigns, and says what to do about others.
import assert from 'node:assert';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const dir = mkdtempSync(join(tmpdir(), 'eddy-'));
writeFileSync(join(dir, 'c.cjs'), 'exports.a = 1; exports["b c"] = 2; module.exports[String("d")] = 3;');
writeFileSync(join(dir, 'm.mjs'), "import { d } from './c.cjs'; export { d };");
const url = (name) => pathToFileURL(join(dir, name)).href;
const ns = await import(url('c.cjs'));
assert.strictEqual(ns.a, 1);
assert.strictEqual(ns['b c'], 2);
assert.strictEqual(ns.default.d, 3);
await assert.rejects(import(url('m.mjs')), (error) => {
  assert.strictEqual(error.name, 'SyntaxError');
  assert.match(error.message, /^Named export 'd' not found\. The requested module '\.\/c\.cjs' is a CommonJS module/);
  assert.match(error.message, /const \{ d \} = pkg;/);
  return true;
});
