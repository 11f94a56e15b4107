// SPDX-License-Identifier: MIT
// --test-timeout limits each test and hook that has no limit of its own: no file, no suite; in a process of its own, without
// isolation, and when the file is run directly.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'test-timeout-'));
const file = path.join(dir, 'a.test.js');
fs.writeFileSync(file, `const { test, describe, it, before } = require('node:test');
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
test('slow', () => wait(60000));
test('fast', () => {});
describe('suite', () => { it('own', { timeout: 60000 }, () => wait(350)); it('inner', () => wait(60000)); });
describe('hook', () => { before(() => wait(60000)); it('x', () => {}); });
`);
for (const args of [['--test'], [], ['--test', '--test-isolation=none']]) {
  const { stdout } = spawnSync(process.execPath, [...args, '--test-timeout=300', '--test-reporter=tap', '--test-force-exit', file], {
    encoding: 'utf8', env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  const results = stdout.match(/^ *(not )?ok .*/gm).map((line) => line.trim());
  assert.deepStrictEqual(results, [
    'not ok 1 - slow', 'ok 2 - fast', 'ok 1 - own', 'not ok 2 - inner', 'not ok 3 - suite', 'not ok 1 - x', 'not ok 4 - hook',
  ], stdout);
  assert.strictEqual(stdout.match(/error: 'test timed out after 300ms'/g).length, 3, stdout);
}
