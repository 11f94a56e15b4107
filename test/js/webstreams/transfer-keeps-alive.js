// SPDX-License-Identifier: MIT
// A transferred stream keeps its thread alive from when somebody reads or writes until it has ended, and not before.
'use strict';
const assert = require('assert');
const { Worker } = require('worker_threads');

const oneChunk = () => new ReadableStream({
  start(controller) {
    controller.enqueue('chunk');
    controller.close();
  },
});
const steps = [];

(async () => {
  for (let i = 0; i < 5; i++) {
    const stream = oneChunk();
    for await (const chunk of structuredClone(stream, { transfer: [stream] })) steps.push(chunk);
  }
  const written = [];
  const stays = new WritableStream({ write: (chunk) => { written.push(chunk); }, close: () => { steps.push(written.join()); } });
  const writer = structuredClone(stays, { transfer: [stays] }).getWriter();
  writer.write(1);
  writer.write(2);
  await writer.close();
  steps.push('closed');
})();

// Nothing but the streams keeps these workers alive, or this thread.
const reads = new Worker(`require('worker_threads').parentPort.once('message', async ({ stream, port }) => {
  for await (const chunk of stream) port.postMessage('worker read ' + chunk);
  port.close();
})`, { eval: true });
const stream = oneChunk(), { port1, port2 } = new MessageChannel();
port1.onmessage = ({ data }) => steps.push(data);
reads.postMessage({ stream, port: port2 }, [stream, port2]);

const writes = new Worker(`require('worker_threads').parentPort.once('message', async (stream) => {
  const writer = stream.getWriter();
  for (let i = 0; i < 3; i++) await writer.write('written ' + i);
  await writer.close();
})`, { eval: true });
const target = new WritableStream({ write: (chunk) => { steps.push(chunk); }, close: () => { steps.push('end of what the worker wrote'); } });
writes.postMessage(target, [target]);

// These are never touched: the process ends all the same.
const idle = [new ReadableStream(), new WritableStream(), new TransformStream()];
const idleCopies = structuredClone(idle, { transfer: idle });

process.on('exit', () => {
  assert.strictEqual(idleCopies.length, 3);
  assert.deepStrictEqual(steps.sort(), ['1,2', 'chunk', 'chunk', 'chunk', 'chunk', 'chunk', 'closed', 'end of what the worker wrote',
    'worker read chunk', 'written 0', 'written 1', 'written 2']);
});
