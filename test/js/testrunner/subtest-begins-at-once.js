// SPDX-License-Identifier: MIT
// t.test() calls its function before it returns; a test is reported before the next one begins.
'use strict';

const assert = require('node:assert');
const { test, run } = require('node:test');

if (process.env.SUBTEST_BEGINS === undefined) {
  const told = [];
  run({ files: [__filename], env: { ...process.env, SUBTEST_BEGINS: '1' } })
    .on('test:pass', ({ name }) => told.push(name))
    .on('test:dequeue', ({ name }) => told.push(`${name} begins`))
    .on('test:fail', ({ details }) => assert.fail(details.error));
  process.on('exit', () => assert.deepStrictEqual(told.slice(1),
                                            ['outer begins', 'inner begins', 'inner', 'outer', 'second begins', 'second']));
} else {
  test('outer', async (t) => {
    const seen = [];
    const inner = t.test('inner', () => {
      seen.push('in it');
    });
    seen.push('after it');
    await inner;
    assert.deepStrictEqual(seen, ['in it', 'after it']);
  });
  test('second', () => {});
}
