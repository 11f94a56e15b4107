// --experimental-test-coverage: lines, branches and functions; comments that exclude; thresholds; lcov.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-test-coverage-'));
fs.writeFileSync(path.join(dir, 'lib.js'), `'use strict';
function used(x) {
  if (x) {
    return 1;
  }
  return 2;
}
function unused() {
  return 3;
}
/* node:coverage ignore next 3 */
function excluded() {
  return 4;
}
module.exports = { used, unused, excluded };
`);
fs.writeFileSync(path.join(dir, 'a.test.js'), "require('node:test')('a', () => require('./lib').used(0));\n");
fs.writeFileSync(path.join(dir, 'b.test.js'), "require('node:test')('b', () => require('./lib').used(0));\n");

function run(...args) {
  const env = { ...process.env };
  delete env.NODE_TEST_CONTEXT;
  delete env.NODE_V8_COVERAGE;
  return spawnSync(process.execPath, ['--experimental-test-coverage', ...args], { cwd: dir, env, encoding: 'utf8' });
}
for (const args of [['--test'], ['--test', '--test-isolation=none'], ['a.test.js']]) {
  const { stdout, stderr, status } = run('--test-reporter=tap', ...args);
  assert.strictEqual(stderr, '');
  assert.strictEqual(status, 0, stdout);
  assert.match(stdout, /# lib\.js +\| +\d+\.\d\d \| +66\.67 \| +66\.67 \| [\d -]+\n/);
}

const failing = run('--test', '--test-reporter=spec', '--test-coverage-lines=99');
assert.strictEqual(failing.status, 1);
assert.match(failing.stdout, /Error: \d+\.\d\d% line coverage does not meet threshold of 99%\./);

const wrong = run('--test', '--test-coverage-branches=101');
assert.strictEqual(wrong.status, 1);
assert.match(wrong.stderr, /ERR_OUT_OF_RANGE/);

const lcov = run('--test', '--test-reporter=lcov').stdout;
assert.match(lcov, /^TN:\nSF:lib\.js\nFN:2,used\nFN:8,unused\nFN:12,excluded\nFNDA:2,used\nFNDA:0,unused\n/);
assert.match(lcov, /\nDA:6,2\n/);
assert.ok(!lcov.includes('DA:13,'));

const only = run('--test', '--test-reporter=tap', '--test-coverage-include=a.*', '--test-coverage-exclude=none').stdout;
assert.match(only, /# a\.test\.js \| 100\.00/);
assert.ok(!only.includes('lib.js'));
fs.rmSync(dir, { recursive: true });
