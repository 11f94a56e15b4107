// SPDX-License-Identifier: MIT
// Ports with messages at the same time get them in the order in which the ports were made.
'use strict';
const assert = require('node:assert');
const { BroadcastChannel, MessageChannel } = require('node:worker_threads');

const channels = [1, 2, 3].map(() => new BroadcastChannel('order'));
const pairs = [1, 2, 3].map(() => new MessageChannel());
const seen = [];
channels.forEach((channel, i) => {
  channel.onmessage = ({ data }) => {
    seen.push(`${i} has ${data}`);
    if (seen.length === 4) channels.forEach((other) => other.close());
  };
});
pairs.forEach(({ port2 }, i) => port2.once('message', () => {
  seen.push(`port ${i}`);
  port2.close();
}));
channels[0].postMessage('a');
channels[2].postMessage('b');
for (const { port1 } of pairs.reverse()) port1.postMessage(0);
process.on('exit', () => assert.deepStrictEqual(seen, [
  '0 has b', '1 has a', '1 has b', '2 has a', 'port 0', 'port 1', 'port 2']));
