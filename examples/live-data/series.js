// SPDX-License-Identifier: MIT
// What sensors have said, in bounded memory: rings of bins at three resolutions, each bin with least, greatest, sum and
// number. A bin's number is the time divided by its length, so it means the same after a restart.
'use strict';

const LENGTHS = [1200, 720, 1440];    // bins a ring
const MAX_SENSORS = 500;

class Ring {
  /** @param {number} span ms of a bin @param {number} length bins */
  constructor(span, length) {
    Object.assign(this, { span, length });
    this.bins = new Float64Array(length).fill(-1); // which bin lies in a place
    this.least = new Float32Array(length);
    this.greatest = new Float32Array(length);
    this.sums = new Float64Array(length);
    this.counts = new Uint32Array(length);
  }

  add(time, value) {
    const bin = Math.floor(time / this.span), at = bin % this.length;
    if (this.bins[at] !== bin) {
      this.bins[at] = bin;
      this.least[at] = this.greatest[at] = this.sums[at] = value;
      this.counts[at] = 1;
      return;
    }
    if (value < this.least[at]) this.least[at] = value;
    if (value > this.greatest[at]) this.greatest[at] = value;
    this.sums[at] += value;
    this.counts[at]++;
  }

  /** Bins `from` to `to`, both included, as one: [least, greatest, mean, count], null when there is nothing. */
  merge(from, to) {
    let least = Infinity, greatest = -Infinity, sum = 0, count = 0;
    for (let bin = Math.max(from, to - this.length + 1); bin <= to; bin++) {
      const at = bin % this.length;
      if (this.bins[at] !== bin) continue;
      least = Math.min(least, this.least[at]);
      greatest = Math.max(greatest, this.greatest[at]);
      sum += this.sums[at];
      count += this.counts[at];
    }
    return count === 0 ? null : [short(least), short(greatest), short(sum / count), count];
  }
}

const short = (n) => (Math.abs(n) >= 1e6 ? n : Math.round(n * 1000) / 1000);

class Sensor {
  constructor(id, kind, spans) {
    Object.assign(this, { id, kind, value: 0, time: 0, received: 0, lost: 0, late: 0, twice: 0 });
    this.rings = spans.map((span, i) => new Ring(span, LENGTHS[i]));
    this.last = -1;     // the greatest number that has come
    this.window = 0;    // a bit for each of the 32 numbers up to it
  }

  /** @returns {boolean} false: this one has come before */
  expect(number) {
    const ahead = this.last < 0 ? 1 : (number - this.last) | 0; // numbers begin again after 2 ** 32
    if (ahead > 0) {
      if (this.last >= 0 && ahead < 1e6) this.lost += ahead - 1;
      this.window = ahead > 31 ? 1 : (this.window << ahead) | 1;
      this.last = number;
      return true;
    }
    if (ahead < -1000) { // the sensor has begun anew
      this.last = number;
      this.window = 1;
      return true;
    }
    const bit = 1 << -ahead;
    if (-ahead > 31 || this.window & bit) {
      this.twice++;
      return false;
    }
    this.window |= bit;
    this.late++;
    this.lost--;
    return true;
  }
}

class Store {
  /** @param {number} span ms of the finest bins */
  constructor(span = 250) {
    this.spans = [span, 5000, 60_000];
    this.sensors = new Map();
    this.received = 0;
    this.refused = Object.create(null); // what was wrong -> how often
  }

  refuse(why) { this.refused[why] = (this.refused[why] ?? 0) + 1; }

  take({ sensor: id, kind, number, value }, now) {
    let sensor = this.sensors.get(id);
    if (sensor === undefined) {
      if (this.sensors.size >= MAX_SENSORS) return this.refuse('too many sensors');
      this.sensors.set(id, sensor = new Sensor(id, kind, this.spans));
    }
    if (!sensor.expect(number)) return;
    this.received++;
    sensor.received++;
    sensor.value = value;
    sensor.time = now;
    for (const ring of sensor.rings) ring.add(now, value);
  }

  /** What all sensors said in these bins of the finest ring: [id, kind, least, greatest, mean, count] each. */
  merged(from, to) {
    const all = [];
    for (const { id, kind, rings } of this.sensors.values()) {
      const found = rings[0].merge(from, to);
      if (found !== null) all.push([id, kind, ...found]);
    }
    return all;
  }

  /** @returns {object | null} at most `points` merged bins of one sensor, from oldest to newest */
  history(id, level, points, now) {
    const ring = this.sensors.get(id)?.rings[level];
    if (ring === undefined) return null;
    const each = Math.max(1, Math.ceil(ring.length / points)), last = Math.floor(now / ring.span), bins = [];
    for (let to = last - last % each + each - 1, n = 0; n < ring.length; to -= each, n += each) bins.push(ring.merge(to - each + 1, Math.min(to, last)));
    return { span: ring.span * each, end: (last - last % each + each) * ring.span, bins: bins.reverse() };
  }
}

module.exports = { MAX_SENSORS, Ring, Sensor, Store };
