// bullmq on a real redis-server: jobs over two worker processes, retries, progress, flows, a sandboxed processor; a
// worker is killed in the middle of its job, and the job is done by another.
'use strict';
const assert = require('node:assert');
const { fork } = require('node:child_process');
const path = require('node:path');
const { FlowProducer, Queue, QueueEvents, Worker } = require('bullmq');
const { redis, until } = require('./fixtures/lib.js');

const JOBS = 200;

async function killed(connection, queue, events) {
  const start = () => fork(path.join(__dirname, 'fixtures', 'bullmq-worker.js'), [`${connection.port}`, queue.name]);
  const workers = [start(), start()];
  const waiting = (await queue.addBulk(Array.from({ length: JOBS }, (_, i) => ({ name: 'add', data: { a: i, b: 1 } }))))
    .map((job) => job.waitUntilFinished(events, 60_000));
  const hang = await queue.add('hang once', {});
  const hung = hang.waitUntilFinished(events, 60_000);
  const victim = await Promise.race(workers.map((child) => new Promise((resolve) => {
    child.on('message', (message) => { if (message === 'hangs') resolve(child); });
  })));
  victim.kill('SIGKILL');
  assert.deepStrictEqual(await Promise.all(waiting), Array.from({ length: JOBS }, (_, i) => i + 1));
  const other = workers.find((child) => child !== victim);
  assert.strictEqual(await hung, other.pid);
  const exited = new Promise((resolve) => other.once('exit', (code, signal) => resolve(signal ?? code)));
  other.kill('SIGTERM');
  assert.strictEqual(await exited, 0);
}

async function inProcess(connection, queue, events) {
  const progress = [];
  events.on('progress', ({ data }) => progress.push(data));
  const worker = new Worker(queue.name, async (job) => {
    await job.updateProgress(50);
    if (job.name === 'flaky' && job.attemptsMade < 2) throw new Error('not yet');
    if (job.name === 'parent') return Object.values(await job.getChildrenValues()).reduce((sum, value) => sum + value, 0);
    if (job.name === 'bad') throw new RangeError('bad');
    return job.data.n;
  }, { connection, concurrency: 4 });
  const flaky = await queue.add('flaky', { n: 1 }, { attempts: 3, backoff: { type: 'fixed', delay: 10 } });
  assert.strictEqual(await flaky.waitUntilFinished(events, 60_000), 1);
  const bad = await queue.add('bad', {});
  await assert.rejects(bad.waitUntilFinished(events, 60_000), { message: 'bad' });
  const delayed = await queue.add('later', { n: 2 }, { delay: 50 });
  assert.strictEqual(await delayed.waitUntilFinished(events, 60_000), 2);
  const flow = new FlowProducer({ connection });
  const { job } = await flow.add({
    name: 'parent', queueName: queue.name,
    children: [1, 2, 3].map((n) => ({ name: 'child', data: { n }, queueName: queue.name })),
  });
  assert.strictEqual(await job.waitUntilFinished(events, 60_000), 6);
  await until(() => progress.length >= 6, 'progress');
  await flow.close();
  await worker.close();
}

/** The processor is a file; bullmq runs it in a process or a thread of its own. */
async function sandboxed(connection, queue, events, useWorkerThreads) {
  const file = path.join(__dirname, 'fixtures', 'bullmq-processor.js');
  const worker = new Worker(queue.name, file, { connection, useWorkerThreads });
  const good = await queue.add('good', { n: 7 });
  const { value, where } = await good.waitUntilFinished(events, 60_000);
  assert.strictEqual(value, 49);
  assert.notStrictEqual(where, `${process.pid} 0`);
  const bad = await queue.add('bad', {});
  await assert.rejects(bad.waitUntilFinished(events, 60_000), { message: 'bad' });
  await worker.close();
}

process.exitCode = 1;
(async () => {
  const server = await redis();
  const connection = { port: server.port, host: '127.0.0.1', maxRetriesPerRequest: null };
  const tests = { inProcess, sandboxedProcess: sandboxed, sandboxedThread: (...args) => sandboxed(...args, true), killed };
  for (const [name, test] of Object.entries(tests)) {
    const start = performance.now();
    const queue = new Queue(name, { connection }), events = new QueueEvents(name, { connection });
    await events.waitUntilReady();
    await test(connection, queue, events);
    await events.close();
    await queue.close();
    console.log(`${name} ${Math.round(performance.now() - start)} ms`);
  }
  await server.stop();
  process.exitCode = 0;
})();
