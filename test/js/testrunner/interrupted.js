// SPDX-License-Identifier: MIT
// A run that is interrupted says what was running, and counts what had been reported.
'use strict';

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-interrupted-'));
const env = { ...process.env };
delete env.NODE_TEST_CONTEXT;
fs.writeFileSync(path.join(cwd, 'f.js'), `const test = require('node:test');
test('done', () => {});
test('outer', async (t) => {
  await t.test('inner', () => {});
  setInterval(() => {}, 1e6);
  await t.test('hangs', () => new Promise(() => {}));
});
`);
fs.writeFileSync(path.join(cwd, 'r.mjs'), `export default async function*(events) {
  for await (const { type, data } of events) {
    if (type === 'test:pass') yield data.name + '\\n';
    if (type === 'test:interrupted') yield JSON.stringify(data);
  }
}`);

fs.writeFileSync(path.join(cwd, 'fails.js'), "require('node:test')('a', () => { throw 1; });");
fs.writeFileSync(path.join(cwd, 'later.js'), "require('node:test')('b', () => new Promise(() => setInterval(() => {}, 1e6)));");
fs.writeFileSync(path.join(cwd, 'fast.mjs'), `export default async function*(events) {
  for await (const { type, data } of events) {
    if (type !== 'test:fail') continue;
    yield data.name + '\\n';
    process.emit('SIGINT');
  }
}`);

async function run(isolation, reporter, last, signal) {
  const child = spawn(process.execPath, ['--test', `--test-isolation=${isolation}`, `--test-reporter=${reporter}`, 'f.js'], {
    cwd, env, stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '', sent = false;
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    out += chunk;
    if (!sent && out.includes(last)) sent = child.kill(signal);
  });
  const [code] = await once(child, 'close');
  assert.strictEqual(code, 1);
  return out;
}

(async () => {
  const apart = await run('process', 'spec', 'done', 'SIGINT');
  assert.match(apart, /Interrupted while running:\n\n\u26A0 f\.js \(f\.js:1:1\)\n\u2716 f\.js \([\d.]+ms\)/);
  assert.match(apart, /tests \d\n.*suites 0\n.*pass [12]\n.*fail 0\n.*cancelled 1\n/);

  const together = await run('none', 'spec', 'inner', 'SIGTERM');
  assert.match(together, /Interrupted while running:\n\n {2}\u26A0 hangs \(f\.js:6:11\)\n {2}\u2716 hangs/);
  assert.match(together, /tests 4\n.*suites 0\n.*pass 2\n.*fail 0\n.*cancelled 2\n/);

  const file = fs.realpathSync(path.join(cwd, 'f.js'));
  assert.match(await run('none', 'tap', 'ok 1 - inner', 'SIGINT'), /\n# Interrupted while running: hangs at .*f\.js:6:11\n/);
  const own = await run('none', './r.mjs', 'inner', 'SIGINT');
  assert.deepStrictEqual(JSON.parse(own.slice(own.indexOf('{'))), {
    tests: [{ name: 'hangs', nesting: 1, file, line: 6, column: 11 }],
  });

  // A reporter that bails out at the first failure does not hear of what it has cancelled itself.
  const fast = spawn(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=./fast.mjs', 'fails.js', 'later.js'],
    { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const failed = (await fast.stdout.setEncoding('utf8').toArray()).join('');
  assert.strictEqual(failed, 'a\n');
  fs.rmSync(cwd, { recursive: true });
})();
