// SPDX-License-Identifier: MIT
// The event that tells of a port's end, however one listens; and what a port has for names.
'use strict';
const assert = require('node:assert');
const { MessageChannel, MessagePort } = require('node:worker_threads');

const { port1, port2 } = new MessageChannel();
const seen = [];
const note = (who) => (event) => seen.push([who, event.type, event.constructor.name, event instanceof Event]);
port2.on('message', () => {});
port2.on('close', note('on'));
port2.addEventListener('close', note('listener'));
port1.close(note('callback'));
process.on('exit', () => {
  assert.deepStrictEqual(seen.sort(), ['callback', 'listener', 'on'].map((who) => [who, 'close', 'MessagePortCloseEvent', true]));
});
assert.strictEqual('drain' in MessagePort.prototype, false);

const other = new MessageChannel().port1;
other.addEventListener('close', (event) => assert.deepStrictEqual([event.constructor.name, event.detail], ['CustomEvent', 5]),
  { once: true });
other.emit('close', 5);
