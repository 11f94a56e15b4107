// SPDX-License-Identifier: MIT
// mock.timers: setTimeout, setInterval, setImmediate, Date, scheduler.wait and AbortSignal.timeout that
// move only when told to.
'use strict';

const {
  codes: { ERR_INVALID_STATE, ERR_INVALID_ARG_VALUE }, AbortError,
} = require('internal/errors');
const { validateAbortSignal, validateNumber, validateStringArray, validateUint32 } =
  require('internal/validators');
const { ListHeap } = require('internal/timers/heap');

const supported = ['setTimeout', 'setInterval', 'setImmediate', 'Date', 'scheduler.wait', 'AbortSignal.timeout'];
const maxTimeout = 2 ** 31 - 1;
const RealDate = Date;

/** What mocked setTimeout() returns. */
class Timeout {
  #timers;

  constructor(timers, id, callback, runAt, interval, args) {
    this.#timers = timers;
    this.id = id;
    this.callback = callback;
    this.runAt = runAt;
    this.interval = interval;
    this.args = args;
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

  close() {
    this.#timers.clear(this);
    return this;
  }

  [Symbol.toPrimitive]() {
    return this.id;
  }

  [Symbol.dispose]() {
    this.#timers.clear(this);
  }
}

/** Timers that are waiting, the earliest first; those of one moment in the order in which they were made. */
class Waiting {
  #heap = new ListHeap();
  #entries = new Map();

  add(timer) {
    const entry = { expiry: timer.runAt, id: timer.id, position: 0, timer };
    this.#entries.set(timer.id, entry);
    this.#heap.insert(entry);
  }

  /** @returns {Timeout | undefined} taken out, if it is due at `now` */
  takeDue(now) {
    const entry = this.#heap.peek();
    if (entry === null || !(entry.expiry <= now)) return undefined; // NaN is never due
    this.#remove(entry);
    return entry.timer;
  }

  clear(timer) {
    if (timer === undefined || timer === null) return;
    const id = typeof timer === 'object' ? timer.id : +timer;
    const entry = this.#entries.get(id);
    if (entry !== undefined) this.#remove(entry);
    // An interval that is being run is not waiting; it shall not come back.
    if (typeof timer === 'object') timer.interval = undefined;
    else if (entry !== undefined) entry.timer.interval = undefined;
  }

  #remove(entry) {
    this.#heap.remove(entry);
    this.#entries.delete(entry.id);
  }

  /** @returns {number} when the last one is due; -Infinity when none waits */
  last() {
    let last = -Infinity;
    for (const { expiry } of this.#entries.values()) if (expiry > last) last = expiry;
    return last;
  }
}

function checkTime(time) {
  if (time < 0) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time);
}

function initialTime(now = 0) {
  if (now === null) return 0;
  if (now instanceof RealDate) return now.getTime();
  validateNumber(now, 'initialTime');
  checkTime(now);
  if (Number.isNaN(now)) throw new ERR_INVALID_ARG_VALUE('now', now, `epoch must be a positive integer received ${now}`);
  return now;
}

class MockTimers {
  #enabled = false;
  #now = 0;
  #lastId = 1;
  #waiting = new Waiting();
  #restores = [];

  // ---- the clock

  /** As in Node, delays are taken as they are: 0 is due at once, and so is what comes before now. */
  #add(callback, delay, args, interval = false) {
    let ms = delay > maxTimeout ? 1 : +delay || 0;
    if (interval && !(ms > 0)) ms = 1; // else it would be due again for ever
    const timer = new Timeout(this.#waiting, this.#lastId++, callback, this.#now + ms, interval ? ms : undefined, args);
    this.#waiting.add(timer);
    return timer;
  }

  #needEnabled() {
    if (!this.#enabled) throw new ERR_INVALID_STATE('You should enable MockTimers first by calling the .enable function');
  }

  /** Moves the clock first, then runs what is due: callbacks see the new time, as in Node. */
  tick(time = 1) {
    this.#needEnabled();
    validateNumber(time, 'time');
    checkTime(time);
    this.#now += time;
    for (let timer; (timer = this.#waiting.takeDue(this.#now)) !== undefined;) this.#fire(timer);
  }

  #fire(timer) {
    Reflect.apply(timer.callback, undefined, timer.args);
    if (timer.interval === undefined) return;
    timer.runAt += timer.interval;
    this.#waiting.add(timer);
  }

  runAll() {
    this.#needEnabled();
    const last = this.#waiting.last();
    if (last !== -Infinity) this.tick(Math.max(last - this.#now, 0));
  }

  setTime(time = 0) {
    validateNumber(time, 'time');
    checkTime(time);
    this.#needEnabled();
    this.#now = time;
  }

  // ---- switching on and off

  enable(options = { __proto__: null, apis: supported, now: 0 }) {
    if (this.#enabled) throw new ERR_INVALID_STATE('MockTimers is already enabled!');
    const { apis = supported, now: given } = { __proto__: null, ...options, apis: options?.apis ?? undefined };
    validateStringArray(apis, 'options.apis');
    for (const api of apis) {
      if (!supported.includes(api)) {
        throw new ERR_INVALID_ARG_VALUE('options.apis', api, `option ${api} is not supported`);
      }
    }
    this.#now = initialTime(given);
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
    this.#waiting = new Waiting();
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
    const mockClear = (timer) => this.#waiting.clear(timer);
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
    const set = (callback, ...args) => this.#add(callback, -1, args);
    const clear = (timer) => this.#waiting.clear(timer);
    for (const object of [globalThis, timers]) {
      this.#replace(object, 'setImmediate', set);
      this.#replace(object, 'clearImmediate', clear);
    }
    this.#replace(promises, 'setImmediate', (value, options) => this.#promise(-1, value, options));
  }

  #installScheduler() {
    const { scheduler } = require('timers/promises');
    this.#replace(scheduler, 'wait', (delay, options) => this.#promise(delay, undefined, options));
  }

  #installAbortSignal() {
    this.#replace(AbortSignal, 'timeout', (delay) => {
      validateUint32(delay, 'delay', false);
      const controller = new AbortController();
      this.#add(() => controller.abort(), delay, []);
      return controller.signal;
    });
  }

  #promise(delay, value, options) {
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
      }, delay, []);
      if (options?.signal !== undefined) {
        onAbort = () => {
          this.#waiting.clear(timer);
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
      this.#waiting.clear(timer);
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
      this.#waiting.clear(timer);
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
    MockDate.now = now;
    Object.assign(MockDate, { toString: () => RealDate.toString(), isMock: true });
    const { constructor } = RealDate.prototype;
    RealDate.prototype.constructor = MockDate;
    this.#restores.push(() => {
      RealDate.prototype.constructor = constructor;
    });
    this.#replace(globalThis, 'Date', MockDate);
  }
}

module.exports = { MockTimers };
