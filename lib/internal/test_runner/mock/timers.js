// SPDX-License-Identifier: MIT
// mock.timers: setTimeout, setInterval, setImmediate, Date, scheduler.wait and AbortSignal.timeout that
// move only when told to.
'use strict';

const {
  codes: { ERR_INVALID_STATE, ERR_INVALID_ARG_VALUE }, AbortError,
} = require('internal/errors');
const { validateAbortSignal, validateNumber, validateObject, validateStringArray, validateUint32 } =
  require('internal/validators');

const supported = ['setTimeout', 'setInterval', 'setImmediate', 'Date', 'scheduler.wait', 'AbortSignal.timeout'];
const maxTimeout = 2 ** 31 - 1;
const RealDate = Date;

/** What mocked setTimeout() returns. */
class Timeout {
  constructor(options) {
    this.id = options.id;
    this.callback = options.callback;
    this.runAt = options.runAt;
    this.interval = options.interval;
    this.args = options.args;
    this.order = options.order;
    this.clear = options.clear;
  }

  hasRef() {
    return true;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }

  refresh() {
    return this;
  }

  [Symbol.toPrimitive]() {
    return this.id;
  }

  [Symbol.dispose]() {
    this.clear(this);
  }
}

class MockTimers {
  #enabled = false;
  #apis = [];
  #now = 0;
  #lastId = 1;
  #order = 0;
  #queue = [];
  #restores = [];

  // ---- the clock

  #add(callback, delay, args, interval = false, immediate = false) {
    const ms = immediate ? -1 : delay > maxTimeout || !(delay >= 1) ? 1 : Math.trunc(delay);
    const timer = new Timeout({
      id: this.#lastId++, callback, runAt: this.#now + ms, interval: interval ? ms : undefined, args, order: this.#order++,
      clear: (t) => this.#clear(t),
    });
    this.#queue.push(timer);
    return timer;
  }

  #clear(timer) {
    if (timer === undefined || timer === null) return;
    const id = typeof timer === 'object' ? timer.id : +timer;
    this.#queue = this.#queue.filter((t) => t.id !== id);
  }

  #first() {
    let best;
    for (const timer of this.#queue) {
      if (best === undefined || timer.runAt < best.runAt || (timer.runAt === best.runAt && timer.order < best.order)) best = timer;
    }
    return best;
  }

  #needEnabled() {
    if (!this.#enabled) throw new ERR_INVALID_STATE('You should enable MockTimers first by calling the .enable function');
  }

  tick(time = 1) {
    this.#needEnabled();
    validateNumber(time, 'time');
    if (time < 0) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time);
    const end = this.#now + time;
    for (let timer = this.#first(); timer !== undefined && timer.runAt <= end; timer = this.#first()) {
      if (timer.runAt > this.#now) this.#now = timer.runAt;
      this.#fire(timer);
    }
    this.#now = end;
  }

  #fire(timer) {
    if (timer.interval !== undefined) {
      timer.runAt += timer.interval;
      timer.order = this.#order++;
    } else {
      this.#clear(timer);
    }
    Reflect.apply(timer.callback, undefined, timer.args);
  }

  runAll() {
    this.#needEnabled();
    if (this.#queue.length === 0) return;
    const last = Math.max(...this.#queue.map((timer) => timer.runAt));
    this.tick(Math.max(last - this.#now, 0));
  }

  setTime(time = 0) {
    validateNumber(time, 'time');
    if (time < 0) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time);
    this.#needEnabled();
    this.#now = time;
  }

  // ---- switching on and off

  enable(options = { __proto__: null, apis: supported, now: 0 }) {
    if (this.#enabled) throw new ERR_INVALID_STATE('MockTimers is already enabled!');
    validateObject(options, 'options');
    const apis = options.apis ?? supported;
    validateStringArray(apis, 'options.apis');
    for (const api of apis) {
      if (!supported.includes(api)) {
        throw new ERR_INVALID_ARG_VALUE('options.apis', api, `option ${api} is not supported`);
      }
    }
    let { now = 0 } = options;
    if (now instanceof RealDate) now = now.getTime();
    validateNumber(now, 'initialTime');
    if (now < 0 || Number.isNaN(now)) throw new ERR_INVALID_ARG_VALUE('options.now', now);
    this.#now = now;
    this.#apis = apis;
    this.#enabled = true;
    const install = {
      '__proto__': null,
      'setTimeout': () => this.#installTimers('setTimeout', 'clearTimeout', false),
      'setInterval': () => this.#installTimers('setInterval', 'clearInterval', true),
      'setImmediate': () => this.#installImmediate(),
      'Date': () => this.#installDate(),
      'scheduler.wait': () => this.#installScheduler(),
      'AbortSignal.timeout': () => this.#installAbortSignal(),
    };
    for (const api of apis) install[api]();
  }

  reset() {
    if (!this.#enabled) return;
    this.#enabled = false;
    for (const restore of this.#restores.reverse()) restore();
    this.#restores = [];
    this.#queue = [];
    this.#apis = [];
    this.#now = 0;
  }

  [Symbol.dispose]() {
    this.reset();
  }

  #replace(object, key, value) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    Object.defineProperty(object, key, {
      __proto__: null, configurable: true, enumerable: descriptor?.enumerable ?? true, writable: true, value,
    });
    this.#restores.push(() => {
      if (descriptor === undefined) delete object[key];
      else Object.defineProperty(object, key, descriptor);
    });
  }

  #installTimers(set, clear, isInterval) {
    const timers = require('timers');
    const promises = require('timers/promises');
    const mockSet = (callback, delay, ...args) => this.#add(callback, delay, args, isInterval);
    const mockClear = (timer) => this.#clear(timer);
    for (const object of [globalThis, timers]) {
      this.#replace(object, set, mockSet);
      this.#replace(object, clear, mockClear);
    }
    this.#replace(promises, set, isInterval ?
      (delay, value, options) => this.#intervalIterator(delay, value, options) :
      (delay, value, options) => this.#promise(delay, value, options));
  }

  #installImmediate() {
    const timers = require('timers');
    const promises = require('timers/promises');
    const set = (callback, ...args) => this.#add(callback, 0, args, false, true);
    const clear = (timer) => this.#clear(timer);
    for (const object of [globalThis, timers]) {
      this.#replace(object, 'setImmediate', set);
      this.#replace(object, 'clearImmediate', clear);
    }
    this.#replace(promises, 'setImmediate', (value, options) => this.#promise(0, value, options, true));
  }

  #installScheduler() {
    const { scheduler } = require('timers/promises');
    this.#replace(scheduler, 'wait', (delay, options) => this.#promise(delay, undefined, options));
  }

  #installAbortSignal() {
    this.#replace(AbortSignal, 'timeout', (delay) => {
      validateUint32(delay, 'delay', false);
      const controller = new AbortController();
      this.#add(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay, []);
      return controller.signal;
    });
  }

  #promise(delay, value, options, immediate = false) {
    return new Promise((resolve, reject) => {
      let onAbort;
      if (options?.signal !== undefined) {
        try {
          validateAbortSignal(options.signal, 'options.signal');
        } catch (error) {
          reject(error);
          return;
        }
        if (options.signal.aborted) {
          reject(new AbortError(undefined, { cause: options.signal.reason }));
          return;
        }
      }
      const timer = this.#add(() => {
        if (onAbort !== undefined) options.signal.removeEventListener('abort', onAbort);
        resolve(value);
      }, delay, [], false, immediate);
      if (options?.signal !== undefined) {
        onAbort = () => {
          this.#clear(timer);
          reject(new AbortError(undefined, { cause: options.signal.reason }));
        };
        options.signal.addEventListener('abort', onAbort, { once: true });
      }
    });
  }

  async *#intervalIterator(delay, value, options) {
    const signal = options?.signal;
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
    let ready = 0;
    let wake;
    const timer = this.#add(() => {
      ready++;
      wake?.();
    }, delay, [], true);
    let aborted = false;
    signal?.addEventListener('abort', () => {
      aborted = true;
      this.#clear(timer);
      wake?.();
    }, { once: true });
    try {
      for (;;) {
        if (ready === 0 && !aborted) {
          await new Promise((resolve) => {
            wake = resolve;
          });
          wake = undefined;
        }
        if (aborted) throw new AbortError(undefined, { cause: signal.reason });
        ready--;
        yield value;
      }
    } finally {
      this.#clear(timer);
    }
  }

  #installDate() {
    const now = () => this.#now;
    function MockDate(...args) {
      if (new.target === undefined) return new RealDate(now()).toString();
      const date = args.length === 0 ? new RealDate(now()) : new RealDate(...args);
      if (new.target !== MockDate) Object.setPrototypeOf(date, new.target.prototype);
      return date;
    }
    Object.defineProperties(MockDate, Object.getOwnPropertyDescriptors(RealDate));
    Object.defineProperty(MockDate, 'name', { __proto__: null, value: 'Date', configurable: true });
    MockDate.now = function() {
      return now();
    };
    MockDate.isMock = true;
    MockDate.toString = () => RealDate.toString();
    const { constructor } = RealDate.prototype;
    RealDate.prototype.constructor = MockDate;
    this.#restores.push(() => {
      RealDate.prototype.constructor = constructor;
    });
    this.#replace(globalThis, 'Date', MockDate);
  }
}

module.exports = { MockTimers };
