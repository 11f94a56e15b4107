// SPDX-License-Identifier: MIT
'use strict';
// Functions and emitters that are none, wrong receivers, and handlers that throw.
const assert = require('assert');
const domain = require('domain');
const { EventEmitter } = require('events');

const d = domain.create();
for (const fn of [undefined, null, 5, 'x', {}]) assert.throws(() => d.run(fn), { name: 'TypeError' });
assert.strictEqual(process.domain ?? undefined, d); // run() had entered it, as in Node
while (process.domain) process.domain.exit();
for (const self of [undefined, null]) {
  for (const method of ['run']) {
    assert.throws(() => domain.Domain.prototype[method].call(self, () => {}), { name: 'TypeError' }, method);
  }
}
while (process.domain) process.domain.exit();
for (const member of [undefined, null]) {
  assert.throws(() => d.add(member), { name: 'TypeError' });
  assert.throws(() => d.remove(member), { name: 'TypeError' });
}
const emitter = new EventEmitter();
d.add(emitter);
d.add(emitter);
assert.strictEqual(d.members.length, 1);
d.remove(emitter);
d.remove(emitter);
assert.strictEqual(d.members.length, 0);

const log = [];
d.on('error', (error) => log.push(error.message ?? String(error)));
d.intercept(() => log.push('called'))(new Error('given'));
d.intercept((value) => log.push(value))(null, 'value');
assert.throws(() => d.bind(5)(), { name: 'TypeError' });
while (process.domain) process.domain.exit();
d.run(() => setImmediate(() => { throw new Error('thrown'); }));
process.on('exit', () => assert.deepStrictEqual(log, ['given', 'value', 'thrown']));
