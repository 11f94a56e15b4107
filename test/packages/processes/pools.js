// Worker pools: piscina, tinypool (threads and processes), jest-worker (threads and processes) and workerpool:
// many tasks over few workers, errors, cancelling, a worker that dies, and an end that leaves nothing behind.
'use strict';
const assert = require('node:assert');
const path = require('node:path');

const file = path.join(__dirname, 'fixtures', 'task.js');
const TASKS = 300;

/** All results in order; the workers they came from. */
function check(answers) {
  answers.forEach(({ value }, i) => assert.strictEqual(value, i * i));
  return new Set(answers.map(({ where }) => where)).size;
}

async function piscina() {
  const { Piscina } = require('piscina');
  const pool = new Piscina({ filename: file, minThreads: 2, maxThreads: 2, concurrentTasksPerWorker: 2 });
  const answers = await Promise.all(Array.from({ length: TASKS }, (_, i) => pool.run(i, { name: 'square' })));
  assert.strictEqual(check(answers), 2);
  await assert.rejects(pool.run('why', { name: 'fail' }), { name: 'RangeError', message: 'why' });
  const bytes = new Uint8Array(1 << 20).fill(7);
  const back = await pool.run(bytes, { name: 'bytes', transferList: [bytes.buffer] });
  assert.strictEqual(bytes.length, 0);
  assert.strictEqual(back.length, 1 << 20);
  const controller = new AbortController();
  const never = pool.run(null, { name: 'never', signal: controller.signal });
  setImmediate(() => controller.abort());
  await assert.rejects(never, { name: 'AbortError' });
  await assert.rejects(pool.run(3, { name: 'exit' }), { message: 'worker exited with code: 3' });
  assert.strictEqual((await pool.run(5, { name: 'square' })).value, 25); // another thread for it
  const shared = new Int32Array(new SharedArrayBuffer(4));
  await Promise.all(Array.from({ length: 50 }, () => pool.run(shared, { name: 'count' })));
  assert.strictEqual(shared[0], 50);
  assert.ok(pool.completed >= TASKS);
  await pool.destroy();
  assert.strictEqual(pool.threads.length, 0);
}

async function tinypool(runtime) {
  const { default: Tinypool } = await import('tinypool');
  const pool = new Tinypool({ filename: path.join(__dirname, 'fixtures', 'task.mjs'), runtime, minThreads: 2, maxThreads: 2 });
  const answers = await Promise.all(Array.from({ length: TASKS }, (_, i) => pool.run(i, { name: 'square' })));
  assert.strictEqual(check(answers), 2);
  await assert.rejects(pool.run('why', { name: 'fail' }), { message: 'why' });
  await pool.recycleWorkers();
  assert.strictEqual((await pool.run(5, { name: 'square' })).value, 25);
  await pool.destroy();
}

async function jestWorker(enableWorkerThreads) {
  const { Worker } = require('jest-worker');
  const pool = new Worker(file, {
    numWorkers: 2, enableWorkerThreads, exposedMethods: ['square', 'fail', 'exit'], maxRetries: 0,
    computeWorkerKey: (method, i) => (method === 'square' ? `${i % 2}` : null),
  });
  const answers = await Promise.all(Array.from({ length: TASKS }, (_, i) => pool.square(i)));
  assert.strictEqual(check(answers), 2);
  await assert.rejects(pool.fail('why'), { name: 'RangeError', message: 'why' });
  const { forceExited } = await pool.end();
  assert.strictEqual(forceExited, false);
}

async function workerpool(workerType) {
  const { pool: make } = require('workerpool');
  const pool = make(path.join(__dirname, 'fixtures', 'workerpool.js'), { workerType, minWorkers: 2, maxWorkers: 2 });
  const answers = await Promise.all(Array.from({ length: TASKS }, (_, i) => pool.exec('square', [i])));
  assert.ok(check(answers) >= 1);
  await assert.rejects(pool.exec('fail', ['why']), { message: 'why', stack: /^RangeError: why/ });
  await assert.rejects(pool.exec('spin', []).timeout(300), { name: 'TimeoutError' }); // kills a busy worker
  assert.strictEqual((await pool.exec('square', [5])).value, 25);
  const events = [];
  await pool.exec('report', [3], { on: (event) => events.push(event) });
  assert.deepStrictEqual(events, [0, 1, 2]);
  await pool.terminate();
}

process.exitCode = 1;
(async () => {
  for (const [name, one] of Object.entries({
    piscina, threads: () => tinypool('worker_threads'), processes: () => tinypool('child_process'),
    jestThreads: () => jestWorker(true), jestProcesses: () => jestWorker(false),
    workerpoolThreads: () => workerpool('thread'), workerpoolProcesses: () => workerpool('process'),
  })) {
    const start = performance.now();
    await one();
    console.log(`${name} ${Math.round(performance.now() - start)} ms`);
  }
  process.exitCode = 0; // and now it ends, because nothing is left
})();
