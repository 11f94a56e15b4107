// SPDX-License-Identifier: MIT
'use strict';
// Methods of message ports on what is no port; transfer lists that are none.
const assert = require('assert');
const { MessageChannel, MessagePort, BroadcastChannel } = require('worker_threads');

const receivers = [undefined, null, 1, 'x', {}, Object.create(MessagePort.prototype), new EventTarget(), new Map(), () => {}];
for (const method of ['postMessage', 'start', 'close', 'ref', 'unref', 'hasRef']) {
  for (const self of receivers) {
    const args = method === 'postMessage' ? ['value'] : [];
    assert.throws(() => MessagePort.prototype[method].apply(self, args), { name: 'TypeError', message: 'Illegal invocation' }, method);
  }
}
assert.throws(() => MessagePort.prototype.postMessage.call({}, 1, 5), { message: 'Illegal invocation' }); // before the arguments
assert.throws(() => new MessagePort(), { name: 'TypeError', code: 'ERR_CONSTRUCT_CALL_INVALID' });

const { port1, port2 } = new MessageChannel();
assert.throws(() => port1.postMessage(), { code: 'ERR_MISSING_ARGS' });
for (const list of [5, 'x', true]) assert.throws(() => port1.postMessage(1, list), { name: /TypeError|DataCloneError/ });
for (const entry of [1, null, {}, Symbol('s')]) assert.throws(() => port1.postMessage(1, [entry]), { name: /DataCloneError|TypeError/ });
const memory = new ArrayBuffer(8);
assert.throws(() => port1.postMessage(1, [memory, memory]), { name: 'DataCloneError' });
assert.strictEqual(memory.byteLength, 8);
assert.throws(() => port1.postMessage(() => {}, [memory]), { name: 'DataCloneError' });
assert.strictEqual(memory.byteLength, 8); // nothing was taken
assert.throws(() => port1.postMessage({ get a() { throw new Error('getter'); } }), { message: 'getter' });
assert.throws(() => port1.postMessage(port1, [port1]), { name: 'DataCloneError' });
for (const value of [Symbol('s'), () => {}, new WeakMap(), Promise.resolve()]) assert.throws(() => structuredClone(value), { name: 'DataCloneError', code: 25 });
port1.close();
assert.strictEqual(port1.hasRef(), false);
port2.close();
for (const self of [undefined, {}, Object.create(BroadcastChannel.prototype)]) {
  assert.throws(() => BroadcastChannel.prototype.postMessage.call(self, 1), { name: 'TypeError' });
  assert.throws(() => BroadcastChannel.prototype.close.call(self), { name: 'TypeError' });
}
