// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

const channel = new BroadcastChannel('news');
const deaf = new BroadcastChannel('other');
deaf.onmessage = () => assert.fail('another name');
channel.onmessage = ({ data }) => {
  assert.strictEqual(data, 'from the worker');
  channel.close();
  deaf.close();
  assert.throws(() => channel.postMessage(1), { name: 'InvalidStateError' });
};
new Worker(`
  const channel = new BroadcastChannel('news');
  channel.postMessage('from the worker');
  channel.close();`, { eval: true });
