'use strict';
// A worker of a child process: process.channel and its kin are not there, as in Node, unless its environment says otherwise.
const assert = require('node:assert');
const { fork } = require('node:child_process');
const { Worker, isMainThread, workerData } = require('node:worker_threads');

const unsupported = { code: 'ERR_WORKER_UNSUPPORTED_OPERATION' };
if (!isMainThread && workerData === 'there') {
  assert.throws(() => process.channel, unsupported);
  assert.throws(() => process.connected, unsupported);
  assert.throws(() => process.send('x'), unsupported);
  assert.throws(() => process.disconnect(), unsupported);
} else if (!isMainThread) {
  for (const name of ['channel', 'connected', 'send', 'disconnect']) assert.strictEqual(process[name], undefined);
} else if (process.argv[2] === 'child') {
  assert.strictEqual(typeof process.send, 'function');
  new Worker(__filename).on('exit', (code) => {
    assert.strictEqual(code, 0);
    const env = { ...process.env, NODE_CHANNEL_FD: 'x' };
    new Worker(__filename, { env, workerData: 'there' }).on('exit', (second) => assert.strictEqual(second, 0));
  });
} else {
  fork(__filename, ['child']).on('exit', (code) => assert.strictEqual(code, 0));
}
