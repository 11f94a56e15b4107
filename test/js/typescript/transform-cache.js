// SPDX-License-Identifier: MIT
// Transformed files are kept; a changed source, a changed tsconfig.json and a damaged cache are made anew.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { folder, write, run } = require('../../fixtures/typescript/run.js');

const cache = path.join(folder, 'cache');
function entries() {
  const [directory] = fs.readdirSync(cache);
  return fs.readdirSync(path.join(cache, directory)).map((name) => path.join(cache, directory, name));
}
write({ 'a.cts': 'enum E { A = 7 }\nconsole.log(E.A);\n' });
assert.strictEqual(run(['a.cts']).stdout, '7\n');
const [file] = entries();
assert.strictEqual(fs.statSync(file).mode & 0o777, 0o600);
const good = fs.readFileSync(file, 'utf8');
assert.match(good, /^eddy-transform 2 [0-9a-f]{16} [0-9a-f]{16} [0-9a-f]{16}\nc/);
const before = fs.statSync(file).mtimeMs;
assert.strictEqual(run(['a.cts']).stdout, '7\n');
assert.strictEqual(fs.statSync(file).mtimeMs, before);

for (const bad of ['', 'x', good.slice(0, 40), good.slice(0, -9), good.replace('7', '8'), `${good}process.exit(9)`]) {
  fs.writeFileSync(file, bad);
  const { stdout, status } = run(['a.cts']);
  assert.deepStrictEqual([stdout, status], ['7\n', 0]);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), good);
}
// Whether it is a module is kept, too.
write({ 'b.ts': 'export enum E { A = 9 }\nconsole.log(E.A, typeof module);\n', 'c.ts': 'enum E { A = 9 }\nconsole.log(E.A, typeof module);\n' });
for (let i = 0; i < 2; i++) {
  assert.strictEqual(run(['b.ts']).stdout, '9 undefined\n');
  assert.strictEqual(run(['c.ts']).stdout, '9 object\n');
}
assert.strictEqual(entries().filter((name) => fs.readFileSync(name, 'utf8').split('\n')[1][0] === 'm').length, 1);
write({ 'a.cts': 'enum E { A = 8 }\nconsole.log(E.A);\n' });
assert.strictEqual(run(['a.cts']).stdout, '8\n');

// Somebody else could write there: not believed.
fs.chmodSync(path.dirname(file), 0o777);
fs.writeFileSync(file, good);
assert.strictEqual(run(['a.cts']).stdout, '8\n');
assert.strictEqual(fs.readFileSync(file, 'utf8'), good);
// Off.
assert.strictEqual(run(['a.cts'], { EDDY_TRANSFORM_CACHE: '0' }).stdout, '8\n');
