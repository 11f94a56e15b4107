// SPDX-License-Identifier: MIT
// A type that is imported like a value: the hint says how to import it.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-type-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
fs.writeFileSync(path.join(dir, 'types.ts'), 'export type A = number;\n');
fs.writeFileSync(path.join(dir, 'mixed.mts'), 'export type B = number;\nexport const value = 1;\n');

function run(code) {
  fs.writeFileSync(path.join(dir, 'main.mts'), code);
  return spawnSync(process.execPath, ['main.mts'], { encoding: 'utf8', cwd: dir }).stderr;
}
assert.match(run("import { A } from './types.ts';\nconst a: A = 1;\nconsole.log(a, A);"),
  /\n\nHint: if 'A' is a type, import it with: import type \{ A \} from '\.\/types\.ts'\n/);
assert.match(run("import { B } from './mixed.mts';\nconsole.log(B);"),
  /\n\nHint: if 'B' is a type, import it with: import type \{ B \} from '\.\/mixed\.mts'\n/);
assert.doesNotMatch(run('throw new SyntaxError("other")'), /Hint/);
