// SPDX-License-Identifier: MIT
// Flags: --expose-gc
// No growth: addons' wraps, references, type tags, callbacks, lent buffers, work on the pool, and addons that come and go with their
// threads.
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');
const { fileOf, load } = require('./load');
const { grows } = require('../fixtures/longer');

const Counter = load('counter'), { makeCallback } = load('callbacks'), { square } = load('threads');
const lifetime = load('lifetime'), values = load('values');
const source = `const C = require(${JSON.stringify(fileOf('counter'))}); new C(1).next(); require(${JSON.stringify(fileOf('lifetime'))}).count();`;

const areas = {
  wraps: [500, () => {
    assert.strictEqual(new Counter(5).next(), 5);
    assert.throws(() => Counter.prototype.next.call({}));
  }],
  references: [500, (i) => {
    const object = {};
    lifetime.tag(object, i % 2);
    lifetime.hold(object); // in place of the one before
  }],
  values: [300, () => {
    values.reverse('größer als ASCII');
    values.lend();
  }],
  callbacks: [300, () => {
    makeCallback({}, (x) => x, 1);
    assert.throws(() => makeCallback({}, () => { throw new Error('mine'); }));
  }],
  pool: [100, () => Promise.all([1, 2, 3].map(square))],
  'threads with addons': [2, () => new Promise((resolve) => { new Worker(source, { eval: true }).on('exit', resolve); })],
};

async function main() {
  for (const name in areas) {
    const [rounds, round] = areas[name];
    assert.deepStrictEqual(await grows(round, rounds), [], name);
  }
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
