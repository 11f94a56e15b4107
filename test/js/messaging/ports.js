// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');
const { MessageChannel, receiveMessageOnPort } = require('node:worker_threads');

const { port1, port2 } = new MessageChannel();
const inner = new MessageChannel();

// A port that travels keeps what was sent to it before.
inner.port1.postMessage('early');
port1.postMessage({ port: inner.port2 }, [inner.port2]);
assert.throws(() => port1.postMessage(0, [inner.port2]), { name: 'DataCloneError' });
assert.throws(() => port1.postMessage(0, [port1]), { name: 'DataCloneError' });
const { message: { port } } = receiveMessageOnPort(port2);
assert.deepStrictEqual(receiveMessageOnPort(port), { message: 'early' });
assert.strictEqual(receiveMessageOnPort(port), undefined);

const seen = [];
port2.on('message', (value) => {
  seen.push(value);
  if (value === 3) port2.close();
});
port1.on('close', () => assert.deepStrictEqual(seen, [1, 2, 3]));
port.close();
for (const value of [1, 2, 3]) port1.postMessage(value);

// A port that is posted to itself is lost; that it was sent is true nevertheless.
const lost = new MessageChannel();
process.once('warning', ({ message }) => assert.match(message, /posted to itself/));
assert.strictEqual(lost.port1.postMessage(lost.port2, [lost.port2]), true);
