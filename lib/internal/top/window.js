// SPDX-License-Identifier: MIT
// The samples of the last seconds, as one: rates, shares, sums.
'use strict';

const SAMPLES = 10; // that the busiest places are taken from

/**
 * @typedef {object} View what the screen shows. Times in ms, sizes in bytes.
 * @property {string} script @property {string} version @property {number} uptime
 * @property {number} cpu share of one processor, 0 to 1 and above @property {number} busy share of the time in callbacks
 * @property {number} longest the longest callback @property {number} running the callback that runs now has run for this long
 * @property {number} callbacks a second @property {number} requests a second
 * @property {{ count: number, time: number }} gc a second @property {object} memory @property {number} heapLimit
 * @property {Record<string, number>} resources @property {number[]} durations callbacks a second by `bounds` @property {number[]} bounds
 * @property {{ callback: string, where: string, share: number }[]} places busiest first
 */

class Window {
  #samples = [];

  /** @param {object} sample of Eddy.sample */
  add(sample) {
    this.#samples.push(sample);
    if (this.#samples.length > SAMPLES + 1) this.#samples.shift();
  }

  /** @returns {View | null} null: one sample is not enough to tell rates */
  view() {
    const now = this.#samples.at(-1), before = this.#samples.at(-2);
    if (before === undefined) return null;
    const elapsed = now.time - before.time, perSecond = (count) => count / elapsed * 1e3;
    const { cpu, loop, collections } = now;
    const running = Math.min(loop.running, elapsed); // not over yet, so nobody has counted it
    return {
      script: now.script, version: now.version, uptime: now.uptime, memory: now.memory, heapLimit: now.heapLimit,
      resources: now.resources, bounds: loop.bounds, longest: Math.max(loop.longest, loop.running), running: loop.running,
      cpu: (cpu.user + cpu.system - before.cpu.user - before.cpu.system) / 1e3 / elapsed,
      busy: Math.min(1, (loop.busy + running) / elapsed),
      callbacks: perSecond(loop.callbacks),
      requests: perSecond(now.requests - before.requests),
      gc: { count: perSecond(collections.count), time: perSecond(collections.time) },
      durations: loop.durations.map(perSecond),
      places: this.#places(),
    };
  }

  #places() {
    const elapsed = this.#samples.at(-1).time - this.#samples[0].time, sums = new Map();
    for (const { loop } of this.#samples.slice(1)) {
      for (const { 0: ms, 1: callback, 2: where } of loop.places) {
        if (where.includes('node:internal/inspector/')) continue; // what looks, not what is looked at
        const key = `${callback}\n${where}`, place = sums.get(key) ?? { callback, where, share: 0 };
        place.share += ms / elapsed;
        sums.set(key, place);
      }
    }
    return [...sums.values()].sort((a, b) => b.share - a.share);
  }
}

module.exports = { Window };
