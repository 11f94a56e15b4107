// SPDX-License-Identifier: MIT
// SHARE_ENV: both threads see what the other has set, also through an object taken before; a copy sees nothing.
'use strict';
const assert = require('node:assert');
const { Worker, SHARE_ENV } = require('node:worker_threads');

const { env } = process;
env.BEFORE = '1';
const code = `const { parentPort } = require('node:worker_threads');
  const seen = [process.env.BEFORE, process.env.DURING, 'DURING' in process.env, Object.hasOwn(process.env, 'DURING')];
  process.env.FROM_WORKER = 'w'; process.env[12] = 'index'; delete process.env.BEFORE;
  parentPort.postMessage([seen, structuredClone(process.env).FROM_WORKER]);`;

function run(options, check) {
  const worker = new Worker(code, { eval: true, ...options });
  env.DURING = 'd';
  worker.on('message', (got) => check(got));
  return new Promise((resolve) => worker.on('exit', resolve));
}

run({ env: SHARE_ENV }, ([seen, cloned]) => {
  assert.deepStrictEqual(seen.slice(2), [true, true]);
  assert.deepStrictEqual([seen[0], seen[1], cloned], ['1', 'd', 'w']);
  assert.deepStrictEqual([env.FROM_WORKER, env[12], env.BEFORE], ['w', 'index', undefined]);
  assert.deepStrictEqual(['FROM_WORKER' in env, 'BEFORE' in env, Object.hasOwn(env, '12')], [true, false, true]);
  assert.ok(Object.keys(env).includes('FROM_WORKER') && { ...env }[12] === 'index');
  assert.deepStrictEqual(Object.getOwnPropertyDescriptor(env, 'FROM_WORKER'),
                         { value: 'w', writable: true, enumerable: true, configurable: true });
  assert.strictEqual(typeof env.toString, 'function');
  assert.strictEqual('toString' in env, true);
}).then(() => {
  env.BEFORE = '1';
  delete env.FROM_WORKER;
  return run({}, () => assert.deepStrictEqual([env.BEFORE, env.FROM_WORKER, 'FROM_WORKER' in env], ['1', undefined, false]));
}).then(() => console.log('both'));
