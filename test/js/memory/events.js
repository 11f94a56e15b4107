// SPDX-License-Identifier: MIT
// Flags: --expose-gc
// No growth: emitters, event targets, signals, timers, ticks, async context, files.
'use strict';
const assert = require('assert');
const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
const { EventEmitter, once } = require('events');
const fs = require('fs');
const { performance } = require('perf_hooks');
const { noGrowth } = require('../../fixtures/growth');

async function main() {
  const emitter = new EventEmitter();
  await noGrowth('emitter', async () => {
    const wait = once(emitter, 'x');
    emitter.emit('x', 1);
    await wait;
  });
  const signal = new AbortController().signal;
  await noGrowth('signal', () => {
    const any = AbortSignal.any([signal, new AbortController().signal]);
    const listener = () => {};
    any.addEventListener('abort', listener);
    any.removeEventListener('abort', listener);
  }, 1000);
  await noGrowth('timers', () => new Promise((resolve) => {
    clearTimeout(setTimeout(() => {}, 1e6));
    setImmediate(() => process.nextTick(resolve));
  }));
  const storage = new AsyncLocalStorage();
  await noGrowth('context', () => storage.run({}, async () => {
    await null;
    return new AsyncResource('X').runInAsyncScope(() => storage.getStore());
  }));
  await noGrowth('files', async () => {
    fs.readFileSync(__filename);
    fs.statSync(__filename);
    await fs.promises.readFile(__filename, 'utf8');
    await fs.promises.access('/absent').catch(() => {});
  }, 300);
  await noGrowth('marks', () => {
    performance.mark('m');
    performance.measure('d', 'm');
    performance.clearMarks();
    performance.clearMeasures();
  }, 500);
}
let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
