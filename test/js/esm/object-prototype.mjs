// SPDX-License-Identifier: MIT
// Accessors on Object.prototype do not get in the loader's way.
import assert from 'node:assert';

for (const key of ['url', 'specifier', 'sourceMapURL', 'type']) {
  Object.defineProperty(Object.prototype, key, {
    configurable: true,
    get() {
      throw new Error(`get ${key}`);
    },
    set() {
      throw new Error(`set ${key}`);
    },
  });
}
const ns = await import('data:text/javascript,import fs from "node:fs"; export const ok = typeof fs.statSync;');
assert.strictEqual(ns.ok, 'function');
