// SPDX-License-Identifier: MIT
// process.exit() in a test ends the program with its code: nothing is cancelled, and a runner takes the file as one test.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-exit-'));
const env = { ...process.env };
delete env.NODE_TEST_CONTEXT;

function run(text, ...options) {
  fs.writeFileSync(path.join(cwd, 'f.js'), `const test = require('node:test');\n${text}`);
  const { status, stdout } = spawnSync(process.execPath, [...options, '--test-reporter=tap', 'f.js'], { cwd, env, encoding: 'utf8' });
  return { status, results: stdout.match(/(?:not )?ok \d+ - \S+/g) ?? [] };
}

const exits = (code) => `test('a', () => {}); test('b', () => process.exit(${code})); test('c', () => {});`;
assert.deepStrictEqual(run(exits(0)), { status: 0, results: [] });
assert.deepStrictEqual(run(exits(3)), { status: 3, results: [] });
assert.deepStrictEqual(run(exits(0), '--test'), { status: 0, results: ['ok 1 - f.js'] });
assert.deepStrictEqual(run(exits(3), '--test'), { status: 1, results: ['not ok 1 - f.js'] });

// What has been told stays.
const later = "test('a', () => {}); test('b', () => new Promise(() => setTimeout(() => setImmediate(() => process.exit(0)), 1)));";
assert.deepStrictEqual(run(later), { status: 0, results: ['ok 1 - a'] });
assert.deepStrictEqual(run(later, '--test'), { status: 0, results: ['ok 1 - a'] });
fs.rmSync(cwd, { recursive: true });
