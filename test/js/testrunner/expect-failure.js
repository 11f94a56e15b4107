// expectFailure: a failing test passes, a passing one fails; the failure may have to match.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const code = `
const { test } = require('node:test');
const boom = () => { throw new Error('boom'); };
test('fails', { expectFailure: true }, boom);
test('passes', { expectFailure: true }, () => {});
test.expectFailure('variant', boom);
test('reason', { expectFailure: 'bug' }, boom);
test('match', { expectFailure: /boom/ }, boom);
test('mismatch', { expectFailure: { label: 'other', match: /other/ } }, boom);
test('skipped', { expectFailure: true, skip: true }, boom);
`;
const env = { ...process.env };
delete env.NODE_TEST_CONTEXT;
const { stdout, status } = spawnSync(process.execPath, ['--test-reporter=tap', '-e', code], { env, encoding: 'utf8' });
assert.strictEqual(status, 1);
assert.deepStrictEqual(stdout.match(/^(not )?ok .*$/gm), [
  'ok 1 - fails # EXPECTED FAILURE',
  'not ok 2 - passes # EXPECTED FAILURE',
  'ok 3 - variant # EXPECTED FAILURE',
  'ok 4 - reason # EXPECTED FAILURE bug',
  'ok 5 - match # EXPECTED FAILURE',
  'not ok 6 - mismatch # EXPECTED FAILURE other',
  'ok 7 - skipped # SKIP',
]);
assert.match(stdout, /failureType: 'expectedFailure'\n {2}error: 'test was expected to fail but passed'/);
