// --test-isolation=none, and a program without a runner: tests marked `only` are the only ones, without --test-only; global
// set-up comes first, and ends the run with 7 when it fails.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-only-'));
const file = (name, text) => fs.writeFileSync(path.join(dir, name), text);
file('a.test.js', "const { test } = require('node:test'); test('a1', () => {}); test('a2', { only: true }, () => {});");
file('b.test.js', "const { describe, it } = require('node:test'); describe('b', () => { it.only('b1', () => {}); it('b2', () => {}); });");
file('setup.js', `
exports.globalSetup = async () => { await new Promise(setImmediate); console.log('set up'); };
exports.globalTeardown = () => console.log('torn down');
`);
const env = { ...process.env };
delete env.NODE_TEST_CONTEXT;
function run(...args) {
  const { stdout, stderr } = spawnSync(process.execPath, ['--test-reporter=tap', '--test-global-setup=setup.js', ...args],
                                       { cwd: dir, env, encoding: 'utf8' });
  assert.strictEqual(stderr, '');
  return stdout;
}
const names = (text) => text.match(/(?<=ok \d+ - )\w+/g);
const none = run('--test', '--test-isolation=none');
assert.deepStrictEqual(names(none), ['a2', 'b1', 'b']);
const text = none.replace('TAP version 13\n', '');
assert.ok(text.startsWith('set up\n'), text);
assert.ok(none.endsWith('torn down\n'), none);
assert.deepStrictEqual(names(run('--test')), ['a1', 'a2', 'b1', 'b2', 'b']);

const alone = run('a.test.js');
assert.deepStrictEqual(names(alone), ['a2']);
assert.ok(alone.indexOf('set up') < alone.indexOf('ok 1'), alone);
assert.ok(alone.endsWith('torn down\n'), alone);

file('setup.js', 'exports.globalSetup = () => { throw new Error("no set-up"); };');
for (const args of [[], ['--test'], ['--test', '--test-isolation=none']]) {
  const failed = spawnSync(process.execPath, ['--test-global-setup=setup.js', ...args, 'a.test.js'], { cwd: dir, env, encoding: 'utf8' });
  assert.strictEqual(failed.status, 7);
  assert.match(failed.stderr, /no set-up/);
}
fs.rmSync(dir, { recursive: true });
