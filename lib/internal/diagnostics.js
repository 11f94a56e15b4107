// SPDX-License-Identifier: MIT
// Channels of node:diagnostics_channel without loading it: who has not loaded it has no subscribers.
'use strict';

const { BuiltinModule } = require('internal/boot/loader');

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

module.exports = { lazyChannel, lazyTracingChannel };
