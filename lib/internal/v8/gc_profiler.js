// SPDX-License-Identifier: MIT
// v8.GCProfiler: what each garbage collection between start() and stop() did and cost.
'use strict';

const { GCProfiler: Handle } = internalBinding('v8');
const { camelStatistics } = require('internal/v8/heap_figures');

const kinds = {
  __proto__: null, 1: 'Scavenge', 2: 'MinorMarkSweep', 4: 'MarkSweepCompact', 8: 'IncrementalMarking',
  16: 'ProcessWeakCallbacks',
};

function describe([kind, cost, before, after]) {
  return {
    gcType: kinds[kind] ?? 'Unknown',
    beforeGC: { heapStatistics: camelStatistics(before), heapSpaceStatistics: [] },
    cost,
    afterGC: { heapStatistics: camelStatistics(after), heapSpaceStatistics: [] },
  };
}

class GCProfiler {
  #handle = null;
  #startTime = 0;

  start() {
    if (this.#handle !== null) return;
    this.#handle = new Handle();
    this.#startTime = Date.now();
    this.#handle.start();
  }

  /** @returns {{ version: number, startTime: number, statistics: object[], endTime: number }|undefined} */
  stop() {
    if (this.#handle === null) return undefined;
    const records = this.#handle.stop();
    this.#handle = null;
    return { version: 1, startTime: this.#startTime, statistics: records.map(describe), endTime: Date.now() };
  }

  [Symbol.dispose]() { this.stop(); }
}

module.exports = GCProfiler;
