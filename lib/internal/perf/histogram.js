// SPDX-License-Identifier: MIT
'use strict';

// Histograms of perf_hooks: counts of values in classes of equal precision (as HdrHistogram). The
// counts are kept sparsely, for values mostly fall into few classes.

const { initHooksExist } = require('internal/async_hooks');
const { codes } = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const { validateInteger, validateNumber, validateObject } = require('internal/validators');

const { SafeWeakRef } = primordials;
const MAX = 2 ** 63;
const kMake = Symbol('kMake');
const kReset = Symbol('kReset');

// A clone in the same thread shares the counts with its original; one in another thread begins with a copy.
const shared = new Map();
let nextShared = 0;
let cloneInstalled = false;
let markTransferMode;

function installClone() {
  if (cloneInstalled) return;
  cloneInstalled = true;
  const transferable = require('internal/worker/js_transferable');
  ({ markTransferMode } = transferable);
  const { kClone, kDeserialize } = transferable;
  const { threadId } = require('internal/worker');
  Object.defineProperty(Histogram.prototype, kClone, {
    configurable: true,
    value() {
      const counts = of(this);
      const id = nextShared++;
      shared.set(id, new WeakRef(counts));
      const kind = this instanceof RecordableHistogram ? 'ClonedRecordableHistogram' : 'ClonedHistogram';
      return { data: { id, threadId, counts: { ...counts } }, deserializeInfo: `internal/perf/histogram:${kind}` };
    },
  });
  Object.defineProperty(Histogram.prototype, kDeserialize, {
    configurable: true,
    value({ id, threadId: origin, counts }) {
      const own = origin === threadId ? shared.get(id)?.deref() : undefined;
      shared.delete(id);
      adopt(this, own ?? Object.assign(new Counts(), counts));
    },
  });
}

function ClonedHistogram() {
  return new Histogram(kMake);
}

function ClonedRecordableHistogram() {
  return new RecordableHistogram(kMake);
}

class Counts {
  constructor(lowest = 1, highest = MAX, figures = 3) {
    this.highest = highest;
    this.unit = Math.floor(Math.log2(lowest));
    // So many steps below one power of two give the precision that was asked for.
    this.subBits = Math.max(Math.ceil(Math.log2(2 * 10 ** figures)), 1);
    this.clear();
  }

  clear() {
    this.counts = new Map();
    this.total = 0;
    this.exceeds = 0;
    this.min = Infinity;
    this.max = 0;
    this.sorted = undefined;
  }

  /** The width of the class that a value falls into. */
  width(value) {
    const bits = value < 1 ? 0 : Math.floor(Math.log2(value)) + 1;
    return 2 ** Math.max(this.unit, bits - this.subBits);
  }

  lowestOf(value) {
    const width = this.width(value);
    return Math.floor(value / width) * width;
  }

  highestOf(value) { return this.lowestOf(value) + this.width(value) - 1; }
  medianOf(value) { return this.lowestOf(value) + Math.floor(this.width(value) / 2); }

  record(value, count = 1) {
    if (value > this.highest || value < 0) {
      this.exceeds += count;
      return;
    }
    const at = this.lowestOf(value);
    this.counts.set(at, (this.counts.get(at) ?? 0) + count);
    this.total += count;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    this.sorted = undefined;
  }

  add(other) {
    for (const [value, count] of other.counts) {
      const at = this.lowestOf(value);
      this.counts.set(at, (this.counts.get(at) ?? 0) + count);
    }
    this.total += other.total;
    this.exceeds += other.exceeds;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    this.sorted = undefined;
  }

  /** [class, count] in order of the classes. */
  entries() {
    this.sorted ??= [...this.counts].sort((a, b) => a[0] - b[0]);
    return this.sorted;
  }

  get mean() {
    if (this.total === 0) return NaN;
    let sum = 0;
    for (const [value, count] of this.counts) sum += this.medianOf(value) * count;
    return sum / this.total;
  }

  get stddev() {
    if (this.total === 0) return NaN;
    const { mean } = this;
    let sum = 0;
    for (const [value, count] of this.counts) sum += (this.medianOf(value) - mean) ** 2 * count;
    return Math.sqrt(sum / this.total);
  }

  percentile(percent) {
    const wanted = Math.max(Math.floor(percent / 100 * this.total + 0.5), 1);
    let seen = 0;
    for (const [value, count] of this.entries()) {
      seen += count;
      if (seen >= wanted) return percent === 0 ? value : this.highestOf(value);
    }
    return 0;
  }

  /** Values at 0, 50, 75, 87.5 … 100 percent, as far as they differ in what they stand for. */
  percentiles() {
    const result = new Map();
    if (this.total === 0) return result.set(100, 0);
    let wanted = 0;
    let seen = 0;
    for (const [value, count] of this.entries()) {
      seen += count;
      while (100 * seen / this.total >= wanted) {
        result.set(wanted, this.highestOf(value));
        if (wanted === 100 || seen === this.total && wanted >= 100 - 100 / this.total) break;
        const halvings = Math.floor(Math.log2(100 / (100 - wanted))) + 1;
        const step = 100 / (2 ** halvings);
        wanted = Math.min(wanted + step, 100);
      }
    }
    return result.set(100, this.highestOf(this.max));
  }
}

const of = (histogram) => Histogram.countsOf(histogram);
const toBig = (number) => (number >= MAX ? 2n ** 63n - 1n : BigInt(Math.trunc(number)));

class Histogram {
  #counts;

  constructor(key = undefined, counts = undefined) {
    if (key !== kMake) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#counts = counts;
    installClone();
    markTransferMode(this, true, false);
  }

  static adopt(histogram, counts) { histogram.#counts = counts; }

  static countsOf(histogram) {
    if (histogram === null || typeof histogram !== 'object' || !(#counts in histogram)) {
      throw new codes.ERR_INVALID_THIS('Histogram');
    }
    return histogram.#counts;
  }

  static is(value) {
    return value !== null && typeof value === 'object' && #counts in value;
  }

  get count() { return of(this).total; }
  get countBigInt() { return BigInt(of(this).total); }
  get min() {
    const { min } = of(this);
    return min === Infinity ? 9223372036854776000 : min;
  }

  get minBigInt() { return toBig(this.min); }
  get max() { return of(this).max; }
  get maxBigInt() { return toBig(of(this).max); }
  get mean() { return of(this).mean; }
  get exceeds() { return of(this).exceeds; }
  get exceedsBigInt() { return BigInt(of(this).exceeds); }
  get stddev() { return of(this).stddev; }

  percentile(percentile) {
    const counts = of(this);
    validateNumber(percentile, 'percentile');
    if (!(percentile > 0 && percentile <= 100)) {
      throw new codes.ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile);
    }
    return counts.percentile(percentile);
  }

  percentileBigInt(percentile) { return toBig(this.percentile(percentile)); }
  get percentiles() { return of(this).percentiles(); }

  get percentilesBigInt() {
    return new Map([...of(this).percentiles()].map(([key, value]) => [key, toBig(value)]));
  }

  reset() {
    of(this).clear();
    this[kReset]?.();
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return `[${this.constructor.name}]`;
    const { inspect } = require('internal/util/inspect');
    const { min, max, mean, exceeds, stddev, count, percentiles } = this;
    return `Histogram ${inspect({ min, max, mean, exceeds, stddev, count, percentiles },
      { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  toJSON() {
    const { count, min, max, mean, exceeds, stddev, percentiles } = this;
    return { count, min, max, mean, exceeds, stddev, percentiles: Object.fromEntries(percentiles) };
  }
}
const { is: isHistogram } = Histogram;
const { countsOf } = Histogram;
const { adopt } = Histogram;
delete Histogram.is;
delete Histogram.adopt;

class RecordableHistogram extends Histogram {
  #previous = 0n;

  /** @param {number|bigint} val */
  record(val) {
    const counts = of(this);
    if (typeof val === 'bigint') {
      if (val < 1n || val > 0x7fffffffffffffffn) {
        throw Object.assign(new RangeError('value is out of range'), { code: 'ERR_OUT_OF_RANGE' });
      }
      counts.record(Number(val));
      return;
    }
    validateInteger(val, 'val', 1);
    counts.record(val);
  }

  /** Records the nanoseconds since the last call. */
  recordDelta() {
    const counts = of(this);
    const time = process.hrtime.bigint();
    if (this.#previous > 0n && time > this.#previous) counts.record(Number(time - this.#previous));
    this.#previous = time;
  }

  [kReset]() { this.#previous = 0n; }

  add(other) {
    const counts = of(this);
    if (!isRecordable(other)) throw new codes.ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    counts.add(of(other));
  }
}

function isRecordable(value) {
  return isHistogram(value) && value instanceof RecordableHistogram;
}

// A histogram that nobody has any more is not held by its timer.
function sample(ref, resolution) {
  const { clearInterval, setInterval } = require('timers');
  let previous = process.hrtime.bigint();
  const timer = setInterval(() => {
    const histogram = ref.deref();
    if (histogram === undefined) {
      clearInterval(timer);
      return;
    }
    const time = process.hrtime.bigint();
    countsOf(histogram).record(Math.max(Number(time - previous), 1));
    previous = time;
  }, resolution).unref();
  return timer;
}

/** Delay of the event loop: how far apart the ticks of a timer are. In nanoseconds. */
class ELDHistogram extends Histogram {
  #resolution;
  #timer;

  constructor(key, resolution) {
    super(key, new Counts(1, 3.6e12, 3));
    this.#resolution = resolution;
    if (initHooksExist()) require('internal/async_resources').announce('ELDHISTOGRAM', this);
  }

  enable() {
    if (this.#timer !== undefined) return false;
    this.#timer = sample(new SafeWeakRef(this), this.#resolution);
    return true;
  }

  disable() {
    if (this.#timer === undefined) return false;
    require('timers').clearInterval(this.#timer);
    this.#timer = undefined;
    return true;
  }

  [Symbol.dispose]() { this.disable(); }
}

const kMaxInt64 = 2n ** 63n - 1n;

/** @param {{lowest?: number|bigint, highest?: number|bigint, figures?: number}} [options] */
function createHistogram(options = {}) {
  validateObject(options, 'options');
  const { lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3 } = options;
  if (typeof lowest !== 'bigint') validateInteger(lowest, 'options.lowest', 1, Number.MAX_SAFE_INTEGER);
  if (typeof highest !== 'bigint') validateInteger(highest, 'options.highest', 1, Number.MAX_SAFE_INTEGER);
  for (const [name, value] of [['lowest', lowest], ['highest', highest]]) {
    if (typeof value === 'bigint' && (value < 1n || value > kMaxInt64)) {
      throw new codes.ERR_OUT_OF_RANGE(`options.${name}`, `>= 1n && <= ${kMaxInt64}n`, value);
    }
  }
  if (highest < 2n * BigInt(lowest)) {
    throw new codes.ERR_OUT_OF_RANGE('options.highest', `>= 2 * options.lowest (${2n * BigInt(lowest)}n)`, highest);
  }
  validateInteger(figures, 'options.figures', 1, 5);
  return new RecordableHistogram(kMake, new Counts(Number(lowest), Number(highest), figures));
}

/** @param {{resolution?: number}} [options] ms between two samples */
function monitorEventLoopDelay(options = {}) {
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  return new ELDHistogram(kMake, resolution);
}

ClonedHistogram.prototype = Histogram.prototype;
ClonedRecordableHistogram.prototype = RecordableHistogram.prototype;

// Asked for by whoever receives a clone.
function onReceive(name, Class) {
  Object.defineProperty(module.exports, name, {
    enumerable: true,
    get() {
      installClone();
      return Class;
    },
  });
}

module.exports = {
  createHistogram, Histogram, isHistogram, isRecordable, monitorEventLoopDelay, RecordableHistogram,
};
onReceive('ClonedHistogram', ClonedHistogram);
onReceive('ClonedRecordableHistogram', ClonedRecordableHistogram);
