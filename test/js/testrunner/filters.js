// SPDX-License-Identifier: MIT
// Which tests run: names, only, tags; what is left out is as if it were not there, suites without tests too.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-filters-'));
const env = { ...process.env };
delete env.NODE_TEST_CONTEXT;
fs.writeFileSync(path.join(cwd, 'f.js'), `const { describe, it, test } = require('node:test');
test('n0', () => {});
test('o1', { only: true }, async (t) => { await t.test('s1'); await t.test('s2', { only: true }); await t.test('s3'); });
test('run', { only: true }, async (t) => { t.runOnly(true); await t.test('r1'); await t.test('r2', { only: true }); });
describe('d', () => { it('x', { tags: ['Slow'] }, () => {}); describe('inner', () => { it('y', () => {}); it.only('z', () => {}); }); });
describe('later', { tags: ['db'] }, async () => { await null; it('w', { tags: ['slow'] }, (t) => { console.log(t.tags); }); });
`);

function run(...options) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, '--test-reporter=tap', 'f.js'], { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr, names: (stdout.match(/(?<=^ *ok \d+ - )\S+/gm) ?? []).join(' ') };
}

const only = 's1 s2 o1 r2 run z inner d';
assert.strictEqual(run().names, only);
assert.strictEqual(run('--test', '--test-isolation=none').names, only);
assert.strictEqual(run('--test', '--test-only').names, only);
assert.strictEqual(run('--test').names, 'n0 s1 s2 s3 o1 r1 r2 run x y z inner d w later');
assert.match(run('--test').stdout, /# 'only' and 'runOnly' require the --test-only command-line option\.\n/);

assert.strictEqual(run('--test', '--test-name-pattern=d inner y').names, 'y inner d');
assert.strictEqual(run('--test', '--test-name-pattern=^w$').names, 'w later');
assert.strictEqual(run('--test', '--test-name-pattern=nothing').names, 'f.js');
assert.strictEqual(run('--test', '--test-name-pattern=d', '--test-skip-pattern=/^INNER$/i').names, 'x d');
const wrong = run('--test', '--test-name-pattern=(');
assert.strictEqual(wrong.status, 1);
assert.match(wrong.stderr, /The argument '--test-name-pattern' is an invalid regular expression\. .*Unterminated group\. Received '\('/);

const slow = run('--test', '--experimental-test-tag-filter=SLOW');
assert.strictEqual(slow.names, 'x d w later');
assert.match(slow.stdout, /# \[ 'db', 'slow' \]\n/);
assert.strictEqual(run('--test', '--experimental-test-tag-filter=slow', '--experimental-test-tag-filter=db').names, 'w later');
fs.rmSync(cwd, { recursive: true });
