// SPDX-License-Identifier: MIT
// --trace-uncaught: the frames of the place where what ends the program was thrown, whatever it is.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const code = (value) => `function inner() {\n  throw ${value};\n}\nfunction outer() { inner(); }\nouter();`;

for (const value of ['new Error("x")', '{ a: 1 }', 'null', '"text"']) {
  const { status, stderr } = spawnSync(process.execPath, ['--trace-uncaught', '-e', code(value)], { encoding: 'utf8' });
  assert.strictEqual(status, 1);
  const lines = stderr.split('\n');
  const at = lines.indexOf('Thrown at:');
  assert.notStrictEqual(at, -1, stderr);
  assert.match(lines[at + 1], /^ {4}at inner \(\[eval\]:2:\d+\)$/);
  assert.match(lines[at + 2], /^ {4}at outer \(\[eval\]:4:20\)$/);
  assert.match(lines[at + 3], /^ {4}at \[eval\]:5:1$/);
}

const { stderr } = spawnSync(process.execPath, ['-e', code('null')], { encoding: 'utf8' });
assert.doesNotMatch(stderr, /Thrown at:/);
