// SPDX-License-Identifier: MIT
// --test: a pattern may match no file, a name has to; a seed is what its digits say.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('node:os').tmpdir(), 'none-'));
fs.writeFileSync(path.join(dir, 'a.test.js'), 'require("node:test").test("a", () => {});');
const run = (...args) => spawnSync(process.execPath, ['--test', '--test-reporter=tap', ...args], {
  encoding: 'utf8', cwd: dir, env: { ...process.env, NODE_TEST_CONTEXT: undefined },
});
const pattern = run('none*.js');
assert.strictEqual(pattern.status, 0);
assert.match(pattern.stdout, /^1\.\.0\n# tests 0$/m);
const name = run('none.js');
assert.deepStrictEqual([name.status, name.stderr], [1, 'Could not find \'none.js\'\n']);
for (const [given, seed] of [['5x', 5], ['x', 0], ['7', 7]]) {
  assert.ok(run(`--test-random-seed=${given}`, 'a.test.js').stdout.includes(`# Randomized test order seed: ${seed}\n`));
}
fs.rmSync(dir, { recursive: true });
