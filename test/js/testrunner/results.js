// SPDX-License-Identifier: MIT
// node:test: results, hooks and counts as TAP; the exit code.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const code = `
  const { test, describe, it, before, afterEach } = require('node:test');
  test('good', () => {});
  test('bad', () => { throw new Error('boom'); });
  test('skipped', { skip: 'later' }, () => {});
  describe('group', () => { before(() => {}); it('inner', async (t) => { await t.test('deep', () => {}); }); });`;
const child = spawnSync(process.execPath, ['--test-reporter=tap', '-e', code], { encoding: 'utf8' });
assert.strictEqual(child.status, 1);
assert.match(child.stdout, /^TAP version 13\n# Subtest: good\nok 1 - good\n/);
assert.match(child.stdout, /\nnot ok 2 - bad\n[^]*failureType: 'testCodeFailure'\n {2}error: 'boom'/);
assert.match(child.stdout, /\nok 3 - skipped # SKIP later\n/);
assert.match(child.stdout, /\n# tests 5\n# suites 1\n# pass 3\n# fail 1\n# cancelled 0\n# skipped 1\n# todo 0\n/);
