// SPDX-License-Identifier: MIT
// Channels of node:diagnostics_channel without loading it: who has not loaded it has no subscribers.
'use strict';

const { BuiltinModule } = require('internal/boot/loader');

/**
 * Who looks at what the library does. `channels` becomes true when node:diagnostics_channel is loaded, `perf` is
 * internal/perf/observe as soon as that is: hot paths ask nobody before.
 */
const watch = { __proto__: null, channels: false, perf: null };

/** Begins an operation that a PerformanceObserver of `type` may want to hear of. */
function startPerf(target, key, type, name, detail) {
  if (watch.perf !== null && watch.perf.hasObserver(type)) watch.perf.startPerf(target, key, { type, name, detail });
}

/** Ends it; does nothing when nobody looked at the beginning. */
function stopPerf(target, key, detail) {
  if (watch.perf === null || target[key] === undefined) return;
  watch.perf.stopPerf(target, key, { detail });
  target[key] = undefined;
}

class LazyChannel {
  #name;
  #tracing;
  #real;

  constructor(name, tracing) {
    this.#name = name;
    this.#tracing = tracing;
  }

  /** The channel if somebody listens to it, else undefined. */
  get active() {
    if (!watch.channels) return undefined;
    if (this.#real === undefined) {
      const mod = BuiltinModule.map.get('diagnostics_channel');
      if (mod === undefined || !mod.loaded) return undefined;
      this.#real = this.#tracing ? mod.exports.tracingChannel(this.#name) : mod.exports.channel(this.#name);
    }
    return this.#real.hasSubscribers ? this.#real : undefined;
  }

  publish(message) {
    this.active?.publish(message);
  }
}

const lazyChannel = (name) => new LazyChannel(name, false);
const lazyTracingChannel = (name) => new LazyChannel(name, true);

module.exports = { lazyChannel, lazyTracingChannel, startPerf, stopPerf, watch };
