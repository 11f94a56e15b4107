// SPDX-License-Identifier: MIT
// enum, namespace and parameter properties run; --no-experimental-transform-types refuses them as Node does;
// a stack trace names the lines of the source.
'use strict';

const assert = require('node:assert');
const { write, run, folder } = require('../../fixtures/typescript/run.js');

write({ 'a.ts': `enum Color { Red, Green }
namespace N { export const x = 1 }
class P { constructor(private y: number) {} get() { return this.y } }
console.log(Color.Red, Color[1], N.x, new P(3).get());
throw new Error('line five');
`, 'm.ts': 'module F { export const x = 1 }\n' });

const plain = run(['a.ts']);
assert.strictEqual(plain.stdout, '0 Green 1 3\n');
assert.match(plain.stderr, new RegExp(`${folder}/a\\.ts:5\nthrow new Error\\('line five'\\);`));
assert.match(plain.stderr, /at .*a\.ts:5:7/);

const strict = run(['--no-experimental-transform-types', 'a.ts']);
assert.strictEqual(strict.status, 1);
assert.match(strict.stderr, /SyntaxError \[ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX\]: TypeScript enum is not supported in strip-only mode/);
assert.match(run(['--no-strip-types', 'a.ts']).stderr, /SyntaxError/);
assert.match(run(['m.ts']).stderr, /`module` keyword is not supported/);
assert.strictEqual(run(['-p', 'process.features.typescript']).stdout, 'transform\n');
assert.strictEqual(run(['--no-experimental-transform-types', '-p', 'process.features.typescript']).stdout, 'strip\n');
