// SPDX-License-Identifier: MIT
// Ten times longer, the same memory: async_hooks, console, diagnostics_channel, domain, events, perf_hooks, process, timers, trace_events.
'use strict';
const { longer } = require('../../fixtures/longer');
const { setImmediate: turn, setTimeout: sleep } = require('node:timers/promises');

const nothing = () => {};

longer(__filename, {
  async_hooks: [300, () => {
    const { AsyncLocalStorage, AsyncResource, createHook } = require('node:async_hooks');
    const one = new AsyncLocalStorage();
    return async (i) => {
      await one.run({ i }, async () => {
        await null;
        one.exit(nothing);
        new AsyncLocalStorage().enterWith({ i });
        setImmediate(nothing);
        AsyncLocalStorage.snapshot()(nothing);
        AsyncResource.bind(nothing)();
      });
      const hook = createHook({ init() {}, before() {}, after() {}, destroy() {}, promiseResolve() {} }).enable();
      new AsyncResource('X').emitDestroy().runInAsyncScope(nothing);
      await turn();
      hook.disable();
    };
  }],
  console: [200, () => {
    const { Console } = require('node:console'), { PassThrough } = require('node:stream');
    return (i) => {
      for (let k = 0; k < 10; k++) console.log('line %d of the log: %s', i, 'some text', { k });
      console.group('a');
      console.time(`t${i}`);
      console.timeEnd(`t${i}`);
      console.count(`c${i}`);
      console.countReset(`c${i}`);
      console.table([{ a: 1, b: 'x' }]);
      console.groupEnd();
      new Console(new PassThrough().resume()).dir({ i });
    };
  }],
  diagnostics_channel: [1000, () => {
    const { channel, subscribe, tracingChannel, unsubscribe } = require('node:diagnostics_channel');
    return (i) => {
      subscribe('room', nothing);
      channel('room').publish({ i });
      unsubscribe('room', nothing);
      channel(`visited once ${i}`);
      const tracing = tracingChannel(`traced once ${i}`), handlers = { start: nothing, error: nothing };
      tracing.subscribe(handlers);
      tracing.traceCallback(nothing, 0, {}, null, nothing);
      tracing.unsubscribe(handlers);
    };
  }],
  domain: [300, () => {
    const domain = require('node:domain'), { EventEmitter } = require('node:events');
    return async () => {
      const one = domain.create().on('error', nothing);
      one.add(new EventEmitter());
      one.run(() => process.nextTick(() => { throw new Error('caught'); }));
      one.bind(nothing)();
      one.intercept(nothing)(new Error('caught'));
      await turn();
    };
  }],
  events: [500, () => {
    const events = require('node:events');
    const emitter = new events();
    return async (i) => {
      const listener = () => {};
      emitter.on('x', listener).once('x', listener).prependListener('x', listener);
      for (let k = 0; k < 20; k++) emitter.emit('x', i, 1);
      emitter.off('x', listener).off('x', listener).off('x', listener);
      const got = events.once(emitter, 'y');
      emitter.emit('y');
      await got;
      emitter.once(`visited once ${i}`, nothing).emit(`visited once ${i}`);
      const target = new EventTarget();
      target.addEventListener('z', listener, { once: true });
      target.dispatchEvent(new CustomEvent('z', { detail: i }));
      const failing = new events({ captureRejections: true }).on('error', nothing).on('x', async () => { throw i; });
      failing.emit('x');
      const iterator = events.on(emitter, 'x');
      emitter.emit('x', 1);
      await iterator.next();
      await iterator.return();
    };
  }],
  perf_hooks: [200, () => {
    const { PerformanceObserver, createHistogram, monitorEventLoopDelay, performance } = require('node:perf_hooks');
    return async (i) => {
      const observer = new PerformanceObserver(nothing);
      observer.observe({ entryTypes: ['mark', 'measure', 'function', 'gc'] });
      performance.mark(`mark ${i}`, { detail: { i } });
      performance.measure(`measure ${i}`, `mark ${i}`);
      performance.timerify(() => 1, { histogram: createHistogram() })();
      performance.clearMarks(`mark ${i}`);
      performance.clearMeasures();
      performance.eventLoopUtilization();
      monitorEventLoopDelay().enable();
      await turn();
      observer.disconnect();
    };
  }],
  process: [300, () => async (i) => {
    process.on('SIGUSR2', nothing).off('SIGUSR2', nothing);
    process.once('uncaughtException', nothing).off('uncaughtException', nothing);
    process.once('unhandledRejection', nothing);
    Promise.reject(new Error('handled'));
    process.env[`NAME_${i}`] = 'v'.repeat(i % 100);
    delete process.env[`NAME_${i}`];
    process.title = `title ${i}`;
    process.emitWarning('not shown');
    process.nextTick(nothing, i);
    await turn();
    return [process.memoryUsage(), process.resourceUsage(), process.cpuUsage(), process.hrtime.bigint(), process.cwd(), process.umask(),
            process.getActiveResourcesInfo(), process.getgroups()];
  }],
  timers: [150, () => async (i) => {
    for (let k = 0; k < 50; k++) {
      clearTimeout(setTimeout(nothing, 1000 + (i & 1023)).unref().refresh());
      clearTimeout(String(+setTimeout(nothing, 1000)));
      clearInterval(setInterval(nothing, 10));
      clearImmediate(setImmediate(nothing));
    }
    for (let k = 0; k < 10; k++) await new Promise((resolve) => { process.nextTick(() => queueMicrotask(() => setImmediate(resolve))); });
    if (i % 10 === 0) await sleep(1);
  }],
  trace_events: [50, () => {
    require('node:process').chdir(require('../../fixtures/longer').folder()); // where the log goes
    const { createTracing } = require('node:trace_events');
    return async () => {
      const tracing = createTracing({ categories: ['node.perf', 'node.async_hooks'] });
      tracing.enable();
      performance.mark('traced');
      performance.clearMarks();
      await turn();
      tracing.disable();
    };
  }],
});
