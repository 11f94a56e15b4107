// SPDX-License-Identifier: MIT
'use strict';
// Names, subscribers and stores that are none; subscribers that throw, subscribe and unsubscribe while a message is published; wrong receivers.
const assert = require('assert');
const dc = require('diagnostics_channel');
const { AsyncLocalStorage } = require('async_hooks');

const type = (name) => ({ code: 'ERR_INVALID_ARG_TYPE', message: new RegExp(`"${name}"`) });
for (const name of [undefined, null, 5, {}, [], 1n, () => {}]) {
  assert.throws(() => dc.channel(name), type('channel'));
  assert.throws(() => dc.subscribe(name, 5), type('channel')); // the first of two
}
for (const subscriber of [undefined, null, 5, 'x', {}]) assert.throws(() => dc.subscribe('bad', subscriber), type('subscription'));
for (const value of [undefined, null, 5]) assert.throws(() => dc.tracingChannel(value), { code: 'ERR_INVALID_ARG_TYPE' });
const channel = dc.channel('bad');
for (const self of [undefined, null, 5]) {
  assert.throws(() => Object.getPrototypeOf(channel).subscribe.call(self, () => {}), { name: 'TypeError' });
}

// Proxies and symbols as messages and names arrive as they are.
const messages = [];
const keep = (message, name) => messages.push(message, name);
const symbol = Symbol('name');
dc.subscribe(symbol, keep);
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
dc.channel(symbol).publish(proxy);
assert.ok(messages[0] === proxy && messages[1] === symbol);
assert.strictEqual(dc.unsubscribe(symbol, keep), true);
assert.strictEqual(dc.unsubscribe(symbol, keep), false);

// What throws is uncaught, and the others hear of the message nevertheless.
const errors = [];
process.on('uncaughtException', (error) => errors.push(error.message));
let heard = 0;
const self = () => { heard++; channel.unsubscribe(self); channel.subscribe(() => heard++); };
channel.subscribe(() => { throw new Error('subscriber'); });
channel.subscribe(self);
channel.publish(1);
assert.strictEqual(heard, 1);
channel.publish(2);
assert.strictEqual(heard, 2);

const storage = new AsyncLocalStorage();
channel.bindStore(storage, () => { throw new Error('transform'); });
assert.strictEqual(channel.runStores({}, () => storage.getStore()), undefined);
assert.strictEqual(channel.unbindStore(storage), true);
assert.throws(() => channel.runStores({}, () => { throw new Error('own'); }), { message: 'own' });
const tracing = dc.tracingChannel('bad-tracing');
assert.throws(() => tracing.traceSync(() => { throw new Error('traced'); }), { message: 'traced' });
assert.throws(() => tracing.traceCallback(() => {}, 0, {}, null, 5), { code: 'ERR_INVALID_ARG_TYPE', message: /"callback"/ });
process.on('exit', () => assert.deepStrictEqual([...new Set(errors)].sort(), ['subscriber', 'transform']));
