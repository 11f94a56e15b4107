// SPDX-License-Identifier: MIT
// Look-ups of one name at the same time: each has its own request, order and family, answers come in the order of the
// questions, and a callback may throw or ask again.
'use strict';
const assert = require('assert');
const { AsyncLocalStorage, createHook } = require('async_hooks');
const dns = require('dns');

const storage = new AsyncLocalStorage();
let requests = 0;
createHook({ init(id, type) { if (type === 'GETADDRINFOREQWRAP') requests++; } }).enable();

const log = [];
const thrown = [];
process.on('uncaughtException', (error) => thrown.push(error.message));
for (let i = 0; i < 4; i++) {
  storage.run(i, () => dns.lookup('localhost', (error, address, family) => {
    assert.ifError(error);
    assert.ok(family === 4 || family === 6);
    log.push(storage.getStore());
    if (i === 1) throw new Error('in a callback');
    if (i === 2) dns.lookup('localhost', () => log.push('again'));
  }));
}
dns.lookup('localhost', { family: 4, all: true }, (error, addresses) => {
  assert.ok(error || addresses.every(({ address, family }) => family === 4 && address.startsWith('127.')));
  log.push('four');
});
const sorted = (order) => new Promise((resolve, reject) => {
  dns.lookup('localhost', { all: true, order }, (error, list) => (error ? reject(error) : resolve(list.map((x) => x.family))));
});
Promise.all([sorted('ipv4first'), sorted('ipv6first')]).then(([four, six]) => {
  assert.deepStrictEqual(four, four.toSorted());
  assert.deepStrictEqual(six, four.toReversed());
});
process.on('exit', () => {
  assert.deepStrictEqual(log.filter((x) => typeof x === 'number'), [0, 1, 2, 3]);
  assert.ok(log.includes('again') && log.includes('four'));
  assert.deepStrictEqual(thrown, ['in a callback']);
  assert.strictEqual(requests, 8);
});
