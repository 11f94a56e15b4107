// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: async hooks and stores, channels, performance entries, microtasks, finalizers.
'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage, AsyncResource, createHook } = require('node:async_hooks');
const { channel, tracingChannel } = require('node:diagnostics_channel');
const { PerformanceObserver, createHistogram, monitorEventLoopDelay, performance } = require('node:perf_hooks');
const { setImmediate: turn } = require('node:timers/promises');
const { noCreep } = require('../../fixtures/growth');

const nothing = () => {};

async function main() {
  await noCreep('hooks that are disabled within a job', async () => {
    const hook = createHook({ init() {}, destroy() {}, promiseResolve() {} }).enable();
    await null;
    hook.disable();
  }, 2000);
  await noCreep('hooks', async () => {
    const hook = createHook({ init() {}, before() {}, after() {}, destroy() {} }).enable();
    new AsyncResource('X').runInAsyncScope(nothing);
    await turn();
    hook.disable();
  }, 1000);
  await noCreep('stores', async () => {
    const store = new AsyncLocalStorage();
    await store.run({}, async () => {
      await null;
      AsyncLocalStorage.bind(nothing)();
      AsyncLocalStorage.snapshot()(nothing);
    });
    store.enterWith({});
    store.disable();
  }, 2000);
  await noCreep('channels', (i) => {
    const one = channel(`room ${i % 10}`);
    one.subscribe(nothing);
    one.publish({});
    one.unsubscribe(nothing);
    channel(`visited once ${i}`);
    const handlers = { start: nothing, end: nothing, asyncStart: nothing, asyncEnd: nothing, error: nothing };
    const tracing = tracingChannel('room');
    tracing.subscribe(handlers);
    tracing.traceSync(nothing);
    tracing.unsubscribe(handlers);
  }, 2000);
  await noCreep('performance', async () => {
    const observer = new PerformanceObserver(nothing);
    observer.observe({ entryTypes: ['mark', 'measure', 'gc', 'function'] });
    performance.mark('a');
    performance.measure('b', 'a');
    performance.timerify(nothing)();
    performance.clearMarks();
    performance.clearMeasures();
    createHistogram().record(5);
    await turn();
    observer.disconnect();
    const delay = monitorEventLoopDelay();
    delay.enable();
    delay.disable();
  }, 1000);
  const registry = new FinalizationRegistry(nothing);
  await noCreep('microtasks and finalizers', async () => {
    registry.register({}, 'gone');
    new WeakRef({});
    await new Promise((resolve) => { queueMicrotask(resolve); });
    await new Promise((resolve) => { process.nextTick(resolve); });
  }, 2000);
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
