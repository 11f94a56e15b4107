// SPDX-License-Identifier: MIT
// examples/live-data: one who does not take what it is sent gets one event for all that it has missed, or has to go;
// rings hold what they should, and no more.
'use strict';
const assert = require('node:assert');
const { EventEmitter } = require('node:events');
const { Clients } = require('../../../examples/live-data/clients.js');
const { MAX_SENSORS, Ring, Sensor, Store } = require('../../../examples/live-data/series.js');

/** An answer whose reader takes what it likes. */
class Answer extends EventEmitter {
  constructor() {
    super();
    this.text = '';
    this.takes = true;
  }

  write(text) {
    this.text += text;
    return this.takes;
  }

  destroy() {
    this.destroyed = true;
    this.emit('close');
  }

  ids() { return [...this.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)); }
}

const store = new Store(1000), reading = (number, value) => ({ sensor: 1, kind: 0, number, value });
const clients = new Clients(store, { patience: 0 });
const fast = new Answer(), slow = new Answer();
for (const answer of [fast, slow]) clients.add(answer, NaN, 9);
for (let bin = 10; bin < 20; bin++) {
  store.take(reading(bin, bin), bin * 1000 + 5);
  clients.patience = Infinity;
  slow.takes = false;
  clients.tell(bin);
}
assert.deepStrictEqual(fast.ids(), [9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
assert.deepStrictEqual(slow.ids(), [9, 10]); // 10 was taken by its buffer, and then nothing more
slow.takes = true;
slow.emit('drain');
assert.deepStrictEqual(slow.ids(), [9, 10, 19]);
assert.match(slow.text, /id: 19\ndata: \{"bin":19,"bins":9,"span":1000,"sensors":\[\[1,0,11,19,15,9\]\]\}\n\n$/);
assert.strictEqual(clients.coalesced, 1);
slow.takes = false;
clients.tell(20);
clients.patience = -1;
clients.tell(21);
assert.ok(slow.destroyed && !fast.destroyed);
assert.deepStrictEqual([clients.all.size, clients.dropped], [1, 1]);
assert.deepStrictEqual(fast.ids().slice(-2), [20, 21]);
const back = new Answer();
clients.add(back, 15, 19);
assert.deepStrictEqual(back.ids(), [16, 17, 18, 19]);

const ring = new Ring(10, 4);
for (let n = 0; n < 8; n++) ring.add(n * 10, n);
assert.deepStrictEqual(ring.merge(0, 7), [4, 7, 5.5, 4]); // the older ones have been written over
assert.strictEqual(ring.merge(0, 3), null);
ring.add(75, -1);
assert.deepStrictEqual(ring.merge(7, 7), [-1, 7, 3, 2]);

const sensor = new Sensor(1, 0, [10, 20, 30]);
const expect = (number) => sensor.expect(number >>> 0);
assert.deepStrictEqual([1, 2, 5, 3, 3, 5, 6].map(expect), [true, true, true, true, false, false, true]);
assert.deepStrictEqual([sensor.lost, sensor.late, sensor.twice], [1, 1, 2]);
sensor.last = 0xffff_fffe;
assert.deepStrictEqual([-1, 0, 1].map(expect), [true, true, true]); // numbers begin again
assert.strictEqual(sensor.lost, 1);
for (let i = 0; i < MAX_SENSORS + 5; i++) store.take({ sensor: i, kind: 0, number: 1, value: 0 }, 1);
assert.strictEqual(store.sensors.size, MAX_SENSORS);
assert.strictEqual(store.refused['too many sensors'], 5);
