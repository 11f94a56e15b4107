// SPDX-License-Identifier: MIT
// What comes while a port has no listener waits for the next one; and such a port keeps no process alive.
'use strict';

const assert = require('node:assert');
const { once } = require('node:events');
const { MessageChannel, receiveMessageOnPort, Worker } = require('node:worker_threads');

async function inOneThread() {
  const { port1, port2 } = new MessageChannel();
  for (const value of [1, 2, 3, 4]) port1.postMessage(value);
  const seen = [];
  port2.once('message', (value) => seen.push(value));
  await new Promise(setImmediate);
  assert.deepStrictEqual(receiveMessageOnPort(port2), { message: 2 });
  const [third] = await once(port2, 'message');
  const last = new Promise((resolve) => port2.onmessage = ({ data }) => {
    port2.onmessage = null;
    resolve(data);
  });
  port1.postMessage(5);
  assert.deepStrictEqual([...seen, third, await last], [1, 3, 4]);
  assert.deepStrictEqual(receiveMessageOnPort(port2), { message: 5 });

  assert.strictEqual(port2.hasRef(), false);
  port2.on('message', assert.fail);
  assert.strictEqual(port2.hasRef(), true);
  port2.removeAllListeners('message'); // says nothing, as in Node
  port2.onmessage = assert.fail;
  port2.onmessage = null;
  assert.strictEqual(port2.hasRef(), false);
  port2.close();
}

async function inWorker() {
  const worker = new Worker(`
    const { once } = require('node:events');
    const { parentPort } = require('node:worker_threads');
    (async () => {
      const got = [];
      while (got.length < 5) got.push((await once(parentPort, 'message'))[0]);
      parentPort.postMessage(got);
    })();`, { eval: true });
  for (const value of [1, 2, 3, 4, 5]) worker.postMessage(value);
  assert.deepStrictEqual(await once(worker, 'message'), [[1, 2, 3, 4, 5]]);
}

let done = 0;
inOneThread().then(() => done++);
inWorker().then(() => done++);
process.on('exit', () => assert.strictEqual(done, 2));
