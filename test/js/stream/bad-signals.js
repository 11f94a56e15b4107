// SPDX-License-Identifier: MIT
'use strict';
// Signals wherever streams take one: aborted before, during and after; what is no signal is refused before anything is touched.
const assert = require('assert');
const { addAbortSignal, finished, pipeline, Duplex, PassThrough, Readable, Writable } = require('stream');
const promises = require('stream/promises');

const waiting = () => new Readable({ read() {} });
async function* endless() {
  while (true) {
    await new Promise(setImmediate);
    yield 1;
  }
}
const running = () => Readable.from(endless());
const aborted = (error) => error.name === 'AbortError' && error.code === 'ABORT_ERR';
const operators = {
  map: (r, o) => r.map((x) => x, o).toArray(), filter: (r, o) => r.filter(() => true, o).toArray(), flatMap: (r, o) => r.flatMap((x) => [x], o).toArray(),
  forEach: (r, o) => r.forEach(() => {}, o), some: (r, o) => r.some(() => false, o), every: (r, o) => r.every(() => true, o), find: (r, o) => r.find(() => false, o),
  reduce: (r, o) => r.reduce((a, b) => a + b, 0, o), toArray: (r, o) => r.toArray(o), take: (r, o) => r.take(9, o).toArray(), drop: (r, o) => r.drop(1, o).toArray(),
};
async function main() {
  for (const [name, run] of Object.entries(operators)) {
    await assert.rejects(async () => run(running(), { signal: AbortSignal.abort() }), aborted, name);
    const controller = new AbortController();
    const promise = run(running(), { signal: controller.signal });
    controller.abort();
    await assert.rejects(promise, aborted, name);
    const after = new AbortController();
    await run(Readable.from([1, 2]), { signal: after.signal });
    after.abort();
    for (const signal of [5, 'x', {}]) await assert.rejects(async () => run(running(), { signal }), { code: 'ERR_INVALID_ARG_TYPE', message: /"options\.signal"/ }, name);
    await assert.rejects(async () => run(running(), 5), { code: 'ERR_INVALID_ARG_TYPE' }, name);
  }
  await assert.rejects(async () => waiting().map(5, { signal: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(async () => waiting().map(() => {}, { signal: 5, concurrency: 0 }).toArray(), { message: /"options\.signal"/ });

  const sink = () => new Writable({ write(chunk, encoding, callback) { callback(); } });
  for (const make of [(signal) => promises.pipeline(waiting(), sink(), { signal }), (signal) => promises.finished(waiting(), { signal })]) {
    await assert.rejects(make(AbortSignal.abort()), aborted);
    const controller = new AbortController();
    const promise = make(controller.signal);
    controller.abort();
    await assert.rejects(promise, aborted);
    for (const signal of [5, 'x', {}]) await assert.rejects(async () => make(signal), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  for (const value of [undefined, 5, 'x', {}]) {
    assert.throws(() => addAbortSignal(value, waiting()), { code: 'ERR_INVALID_ARG_TYPE', message: /"signal"/ });
    assert.throws(() => addAbortSignal(new AbortController().signal, value), { code: 'ERR_INVALID_ARG_TYPE', message: /"stream"/ });
    assert.throws(() => finished(value, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => finished(waiting(), value === undefined ? 5 : {}, value), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => pipeline(waiting(), sink(), value), { name: 'TypeError' });
  }
  for (const Class of [Readable, Writable, Duplex, PassThrough]) {
    const stream = new Class({ signal: AbortSignal.abort('why'), read() {}, write() {} });
    const error = await new Promise((resolve) => stream.on('error', resolve));
    assert.ok(aborted(error) && error.cause === 'why' && stream.destroyed);
    for (const signal of [5, 'x', {}]) assert.throws(() => new Class({ signal, read() {}, write() {} }), { code: 'ERR_INVALID_ARG_TYPE', message: /"signal"/ });
    for (const key of ['highWaterMark', 'objectMode', 'signal']) assert.throws(() => new Class({ get [key]() { throw new Error(key); } }), { message: key });
  }
  const controller = new AbortController();
  const web = Readable.fromWeb(new ReadableStream(), { signal: controller.signal });
  controller.abort();
  await assert.rejects(web.toArray(), aborted);
}
let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
