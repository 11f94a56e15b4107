// --test-rerun-failures: what has passed is not run again; the file keeps the attempts.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-rerun-'));
fs.writeFileSync(path.join(dir, 'a.test.js'), `
const { test, describe, it } = require('node:test');
for (const i of [0, 1]) test('loop', (t) => { console.log('loop', i); if (i > t.attempt) throw new Error('later'); });
test('nested', async (t) => { console.log('nested'); await t.test('inner', () => {}); });
describe('suite', () => { it('in', (t) => { console.log('in'); if (t.attempt < 2) throw new Error('later'); }); });
`);
const env = { ...process.env };
delete env.NODE_TEST_CONTEXT;
function run(...args) {
  const { stdout } = spawnSync(process.execPath, [...args, '--test-rerun-failures=state.json', '--test-reporter=tap', 'a.test.js'],
                               { cwd: dir, env, encoding: 'utf8' });
  return { ran: stdout.match(/^(# )?(loop|nested|in)\b.*$/gm) ?? [], pass: +/^# pass (\d+)/m.exec(stdout)[1], stdout };
}
for (const args of [['--test'], []]) {
  fs.rmSync(path.join(dir, 'state.json'), { force: true });
  const first = run(...args);
  assert.strictEqual(first.ran.length, 4, first.stdout);
  assert.strictEqual(first.pass, 3);
  const second = run(...args);
  assert.deepStrictEqual(second.ran.map((line) => line.replace('# ', '')), ['loop 1', 'in']);
  assert.match(second.stdout, / {4}ok 1 - inner/);
  const third = run(...args);
  assert.strictEqual(third.pass, 5);
  const state = JSON.parse(fs.readFileSync(path.join(dir, 'state.json')));
  assert.strictEqual(state.length, 3);
  assert.deepStrictEqual(Object.entries(state[2]).map(([id, entry]) => [id.split(':')[0], entry.name, entry.passed_on_attempt]), [
    ['a.test.js', 'loop', 0], ['a.test.js', 'loop', 1], ['a.test.js', 'inner', 0], ['a.test.js', 'nested', 0],
    ['a.test.js', 'in', 2], ['a.test.js', 'suite', 2],
  ]);
}
fs.writeFileSync(path.join(dir, 'state.json'), '{');
const broken = spawnSync(process.execPath, ['--test', '--test-rerun-failures=state.json'], { cwd: dir, env, encoding: 'utf8' });
assert.match(broken.stderr, /ERR_INVALID_ARG_VALUE/);
fs.rmSync(dir, { recursive: true });
