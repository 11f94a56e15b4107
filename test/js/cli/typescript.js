// SPDX-License-Identifier: MIT
// Types are stripped from .ts files and from --eval.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { mkdtempSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const file = join(mkdtempSync(join(require('node:os').tmpdir(), 'eddy-')), 'a.ts');
writeFileSync(file, 'interface A { b: number }\nconst a: A = { b: 1 };\nconsole.log(a.b as number);');
assert.strictEqual(spawnSync(process.execPath, [file], { encoding: 'utf8' }).stdout, '1\n');
assert.strictEqual(spawnSync(process.execPath, ['-e', 'const x: number = 2; console.log(x)'], { encoding: 'utf8' }).stdout, '2\n');
