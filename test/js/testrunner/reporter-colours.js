// SPDX-License-Identifier: MIT
// Reporters in colour, and `dot` with coverage that is too low.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-colours-'));
const env = { ...process.env, FORCE_COLOR: '1', NODE_OPTIONS: '' };
delete env.NODE_TEST_CONTEXT;
delete env.NO_COLOR;
fs.mkdirSync(path.join(cwd, 'lib'));
fs.writeFileSync(path.join(cwd, 'lib', 'half.js'), 'exports.used = () => 1;\nexports.unused = () => {\n  return 2;\n};\n');
fs.writeFileSync(path.join(cwd, 'f.test.js'), `const test = require('node:test');
test('ok', (t) => { t.diagnostic('said'); require('./lib/half.js').used(); });
test('bad', { todo: true }, () => { throw 6; });
`);

function run(reporter, ...options) {
  const args = ['--test', `--test-reporter=${reporter}`, ...options, 'f.test.js'];
  return spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' }).stdout.replace(/\d[\d.]*ms/g, 'Nms');
}

const spec = run('spec');
assert.match(spec, /^\x1b\[32m✔ ok \x1b\[90m\(Nms\)\x1b\[39m\x1b\[39m\n\x1b\[34mℹ said\x1b\[39m\n/);
assert.match(spec, /\n\x1b\[31m✖ failing tests:\x1b\[39m\n/);

const dot = run('dot', '--experimental-test-coverage', '--test-coverage-functions=90');
assert.ok(dot.startsWith('\x1b[32m.\x1b[0m\x1b[31mX\x1b[0m\n\x1b[31mℹ Error: 50.00% function coverage does not meet threshold of 90%.\x1b[39m\n'), dot);
assert.ok(dot.includes('ℹ file       | \x1b[31mline %\x1b[34m | \x1b[31mbranch %\x1b[34m |'), dot);
assert.ok(dot.includes('ℹ  \x1b[33mhalf.js  \x1b[34m | \x1b[33m 75.00\x1b[34m | \x1b[32m  100.00\x1b[34m | \x1b[31m  50.00\x1b[34m | 3\n'), dot);
assert.ok(dot.endsWith('\n\x1b[31mFailed tests:\x1b[39m\n\n\x1b[33m⚠ bad \x1b[90m(Nms)\x1b[39m # TODO\x1b[39m\n  \x1b[33m6\x1b[39m\n'), dot);
assert.doesNotMatch(run('dot', '--experimental-test-coverage'), /coverage report/);
fs.rmSync(cwd, { recursive: true });
