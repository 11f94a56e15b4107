// SPDX-License-Identifier: MIT
// t.log() is an event of its own, told at once; t.workerId says which of the runner's processes this is; a subtest that begins after
// an awaited one has ended has to be awaited as well.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { run } = require('node:test');

if (process.argv[2] === 'run') {
  const events = [];
  const stream = run({ files: [process.argv[3]] });
  for (const type of ['test:enqueue', 'test:dequeue', 'test:log']) {
    stream.on(type, ({ name, message, data }) => {
      if (name !== process.argv[3]) events.push(type === 'test:log' ? [name, message, data] : `${type.slice(5)} ${name}`);
    });
  }
  stream.on('end', () => console.log(JSON.stringify(events)));
  stream.resume();
  return;
}

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('node:os').tmpdir(), 'log-'));
const file = path.join(dir, 'a.test.js');
const node = (...args) => spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, NODE_TEST_CONTEXT: undefined } }).stdout;
const write = (text) => fs.writeFileSync(file, `const { test, suite } = require('node:test');\n${text}`);

write(`
  test('first', (t) => { t.log('hello', { a: 1 }); });
  suite('second', (s) => { s.log('in suite'); test('inner', (t) => t.log('deep')); });
  test('wrong', (t) => t.log(3));`);
assert.deepStrictEqual(JSON.parse(node(__filename, 'run', file)), [
  ['second', 'in suite', null], 'enqueue first', 'dequeue first', ['first', 'hello', { a: 1 }], 'enqueue second', 'enqueue wrong',
  'dequeue second', 'enqueue inner', 'dequeue inner', ['inner', 'deep', null], 'dequeue wrong',
]);
assert.match(node('--test-reporter=tap', file), /^TAP version 13\n# in suite\n# hello\n# Subtest: first\n[^]*\n {4}# deep\n/);
assert.match(node('--test-reporter=spec', file), /^ℹ in suite\nℹ hello\n✔ first/);
assert.match(node('--test-reporter=junit', file), /<!-- hello -->/);
assert.match(node('--test-reporter=tap', file), /The "message" argument must be of type string\. Received type number \(3\)/);

write('test("w", (t) => t.diagnostic(`worker ${t.workerId} ${process.env.NODE_TEST_WORKER_ID}`));');
assert.match(node('--test', file), /worker 1 1/);
assert.match(node('--test', '--test-isolation=none', file), /worker 1 1/);
fs.copyFileSync(file, path.join(dir, 'b.test.js'));
assert.match(node('--test', '--test-concurrency=1', file, path.join(dir, 'b.test.js')), /worker 1 1[^]*worker 1 1/);
const both = node('--test', '--test-concurrency=2', file, path.join(dir, 'b.test.js'));
assert.ok(both.includes('worker 1 1') && both.includes('worker 2 2'), both);

write(`
  test('parent', async (t) => {
    await t.test('awaited', () => {});
    t.test('not awaited', () => new Promise((resolve) => setImmediate(() => setImmediate(resolve))));
  });
  test('waits', (t) => {
    t.test('a', () => new Promise(setImmediate));
    t.test('b', () => new Promise(setImmediate));
  });`);
const tap = node('--test-reporter=tap', file);
assert.match(tap, /not ok 2 - not awaited\n[^]*?error: 'test did not finish before its parent and was cancelled'/);
assert.match(tap, /\n {4}ok 2 - b\n[^]*\nok 2 - waits\n/);
fs.rmSync(dir, { recursive: true });
