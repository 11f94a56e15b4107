// SPDX-License-Identifier: MIT
// --watch: a file that changes right after it has been loaded, or is made right after it was looked for, before the watching
// process knows of it, counts all the same.
'use strict';

const assert = require('node:assert');
const { write, watch } = require('../../fixtures/watch.js');

write('a.js', 'exports.a = 1;\n');
write('b.mjs', 'export const b = 1;\n');
// It may be ended at any moment once it has changed something: whole files only.
write('main.mjs', `import fs from 'node:fs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const put = (name, text) => {
  fs.writeFileSync('new', text);
  fs.renameSync('new', name);
};
const { a } = require('./a.js');
if (a === 1) put('a.js', 'exports.a = 22;');
const { b } = a === 1 ? {} : await import('./b.mjs');
if (b === 1) put('b.mjs', 'export const b = 22;');
let made = false;
try {
  if (b === 22) made = require('./made');
} catch {
  put('made.js', 'module.exports = true;');
}
console.log(a, b, made);
`);

(async () => {
  const w = watch(['--watch', 'main.mjs']);
  await w.line('22 22 true');
  assert.strictEqual(await w.stop(), 0);
})();
