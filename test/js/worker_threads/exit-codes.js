// SPDX-License-Identifier: MIT
// The exit code: 0 for a thread that is ended before it begins, 1 for one that is ended while it runs, its own when it has ended;
// an error in a listener for 'exit' leaves the code that there was.
'use strict';

const assert = require('node:assert');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');

const make = (code) => new Worker(code, { eval: true });
const endless = 'setInterval(() => {}, 1000)';

async function inExit(before, code) {
  const worker = make(`process.on('exit', () => { throw new Error('in exit'); });${before}`), errors = [];
  worker.on('error', ({ message }) => errors.push(message));
  assert.deepStrictEqual(await once(worker, 'exit').catch(() => once(worker, 'exit')), [code]);
  return errors;
}

async function main() {
  const early = make(endless), events = [];
  for (const name of ['online', 'error', 'exit']) early.on(name, (code) => events.push(name, code));
  assert.deepStrictEqual(await Promise.all([early.terminate(), early.terminate()]), [0, 0]);
  assert.deepStrictEqual(events, ['exit', 0]);

  const running = make(endless);
  await once(running, 'online');
  assert.strictEqual(await running.terminate(), 1);
  assert.strictEqual(await running.terminate(), undefined);

  const failed = make('throw new Error("x")');
  await once(failed, 'error');
  assert.strictEqual(await failed.terminate(), 1);

  assert.deepStrictEqual(await inExit('', 0), ['in exit']);
  assert.deepStrictEqual(await inExit('process.exitCode = 5', 5), ['in exit']);
  assert.deepStrictEqual(await inExit('process.exit(3)', 3), ['in exit']);
  assert.deepStrictEqual(await inExit('throw new Error("first")', 1), ['first']);
  await assert.rejects(async () => new Worker('data:text/javascript,1'), { code: 'ERR_WORKER_PATH', message: /Wrap data: URLs with `new URL`/ });
  return 0;
}

process.exitCode = 1;
main().then((code) => { process.exitCode = code; });
