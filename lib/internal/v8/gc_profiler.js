// SPDX-License-Identifier: MIT
// v8.GCProfiler: what each garbage collection between start() and stop() did and cost.
'use strict';

const { GCProfiler: Handle, heapSpace } = internalBinding('v8');
const { camelStatistics } = require('internal/v8/heap_figures');

const kinds = {
  __proto__: null, 1: 'Scavenge', 2: 'MinorMarkSweep', 4: 'MarkSweepCompact', 8: 'IncrementalMarking',
  16: 'ProcessWeakCallbacks',
};

let names;

function spaceNames() {
  if (names === undefined) {
    const out = new Float64Array(4);
    names = [];
    for (let name; (name = heapSpace(names.length, out)) !== undefined;) names.push(name);
  }
  return names;
}

function describeSpace(figures, i) {
  return {
    spaceName: spaceNames()[i],
    spaceSize: figures[0],
    spaceUsedSize: figures[1],
    spaceAvailableSize: figures[2],
    physicalSpaceSize: figures[3],
  };
}

function describeHeap([whole, spaces]) {
  return { heapStatistics: camelStatistics(whole), heapSpaceStatistics: spaces.map(describeSpace) };
}

function describe([kind, cost, before, after]) {
  return { gcType: kinds[kind] ?? 'Unknown', beforeGC: describeHeap(before), cost, afterGC: describeHeap(after) };
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
