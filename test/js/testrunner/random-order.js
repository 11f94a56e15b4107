// --test-random-seed: the same seed gives the same order, another seed another one sooner or later.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { run } = require('node:test');

const code = `
const { test, describe, it } = require('node:test');
for (const i of [1, 2, 3, 4]) test('t' + i, () => {});
describe('s', () => { for (const i of [1, 2, 3]) it('i' + i, () => {}); });
`;
const env = { ...process.env };
delete env.NODE_TEST_CONTEXT;
function order(seed) {
  const { stdout, stderr } = spawnSync(process.execPath, [`--test-random-seed=${seed}`, '--test-reporter=tap', '-e', code],
                                       { env, encoding: 'utf8' });
  assert.strictEqual(stderr, '');
  assert.ok(stdout.includes(`# Randomized test order seed: ${seed}\n`), stdout);
  const names = stdout.match(/(?<=ok \d+ - )\w+/g);
  assert.deepStrictEqual([...names].sort(), ['i1', 'i2', 'i3', 's', 't1', 't2', 't3', 't4']);
  return names.join();
}
const orders = [1, 2, 3, 4, 5].map(order);
assert.strictEqual(order(3), orders[2]);
assert.ok(new Set(orders).size > 1, orders.join(' '));

assert.throws(() => run({ randomSeed: -1 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => run({ randomize: true, watch: true }), { code: 'ERR_INVALID_ARG_VALUE' });
const wrong = spawnSync(process.execPath, ['--test-random-seed=4294967296', '-e', code], { env, encoding: 'utf8' });
assert.match(wrong.stderr, /ERR_OUT_OF_RANGE/);
