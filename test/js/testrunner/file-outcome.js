// SPDX-License-Identifier: MIT
// A file that fails outside of its tests is a failure of its own: a throw at its top level, process.exit(), an error after the tests.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-outcome-'));
const head = 'const test = require("node:test"); test("a", () => {});\n';
const env = { ...process.env };
delete env.NODE_TEST_CONTEXT;

function outcome(text, options = ['--test', '--test-reporter=tap']) {
  fs.writeFileSync(path.join(cwd, 'f.js'), head + text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, 'f.js'], { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const thrown = outcome('throw new Error("top level");');
assert.strictEqual(thrown.status, 1);
assert.match(thrown.stdout, /^not ok 1 - f\.js\n[^]*exitCode: 7\n {2}signal: ~\n {2}error: 'test failed'/m);
assert.match(thrown.stdout, /# Error: top level/);
assert.deepStrictEqual(outcome('throw new Error("top level");', []).status, 7);

const ended = outcome('process.exit(3);');
assert.match(ended.stdout, /not ok 1 - f\.js\n[^]*exitCode: 3\n/);
assert.deepStrictEqual(outcome('process.exit(3);', []), { status: 3, stdout: '', stderr: '' });

const late = outcome('test("b", () => { setTimeout(() => { throw new Error("late"); }, 1); }); test("c", () => new Promise((r) => setTimeout(r, 50)));');
assert.match(late.stdout, /ok 3 - c\n[^]*not ok 1 - f\.js\n[^]*# pass 3\n# fail 1\n/);

// What was thrown comes over as it is.
const values = outcome('test("v", () => { throw { a: [1] }; }); test("t", () => { throw new TypeError("x", { cause: 5 }); }); test("n", () => { throw null; });',
                       ['--test', '--test-reporter=spec']);
assert.match(values.stdout, /✖ v [^\n]*\n {2}\{ a: \[ 1 \] \}\n/);
assert.match(values.stdout, /\n {2}TypeError: x\n[^]*\[cause\]: 5\n/);
assert.match(values.stdout, /✖ n [^\n]*\n {2}null\n/);
const none = outcome('test("b", () => { Promise.reject(new Error("late")); });', ['--test', '--test-isolation=none', '--test-reporter=tap']);
assert.match(none.stdout, /^# pass \d/m);
fs.rmSync(cwd, { recursive: true });
