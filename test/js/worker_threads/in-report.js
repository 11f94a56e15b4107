// SPDX-License-Identifier: MIT
// process.report: the reports of worker threads lie in that of the thread that started them, whatever they are at.
'use strict';
const assert = require('assert');
const { Worker } = require('worker_threads');

const sources = {
  idle: 'setInterval(() => {}, 1e6);',
  busy: 'require("worker_threads").parentPort.postMessage("on"); for (;;);',
  parent: `const { Worker, parentPort } = require('worker_threads');
    new Worker('setInterval(() => {}, 1e6)', { eval: true, name: 'grandchild' }).on('online', () => parentPort.postMessage('on'));`,
};
const workers = Object.keys(sources).map((name) => new Worker(sources[name], { eval: true, name }));
const ready = workers.map((worker, i) => new Promise((resolve) => worker.once(i === 0 ? 'online' : 'message', resolve)));

Promise.all(ready).then(async () => {
  process.report.excludeEnv = true;
  const report = process.report.getReport();
  assert.deepStrictEqual(report.workers.map(({ header: { event, threadId } }) => [event, threadId]), [
    ['Worker thread subreport [idle]', workers[0].threadId],
    ['Worker thread subreport [busy]', workers[1].threadId],
    ['Worker thread subreport [parent]', workers[2].threadId],
  ]);
  for (const part of report.workers) {
    assert.deepStrictEqual(Object.keys(part), Object.keys(report));
    assert.strictEqual(part.header.trigger, 'GetReport');
    assert.strictEqual(part.environmentVariables, undefined);
    assert.deepStrictEqual(part.javascriptStack, { message: 'No stack.', stack: ['Unavailable.'], errorProperties: {} });
    assert.ok(part.javascriptHeap.usedMemory > 0);
  }
  assert.deepStrictEqual(report.workers[2].workers.map(({ header }) => header.event), ['Worker thread subreport [grandchild]']);
  assert.deepStrictEqual(report.workers[0].workers, []);
  // Ending threads are no hindrance.
  const ends = workers.map((worker) => worker.terminate());
  assert.deepStrictEqual(process.report.getReport().workers, []);
  await Promise.all(ends);
  assert.deepStrictEqual(process.report.getReport().workers, []);
});
