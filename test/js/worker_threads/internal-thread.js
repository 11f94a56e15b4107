// SPDX-License-Identifier: MIT
// isInternalThread: true where hooks of module.register() run, false elsewhere.
'use strict';
const assert = require('assert');
const { register } = require('module');
const { MessageChannel, Worker, isInternalThread } = require('worker_threads');

assert.strictEqual(isInternalThread, false);
const hooks = `import { isInternalThread } from 'node:worker_threads';
export function initialize(port) { port.postMessage(isInternalThread); port.close(); }`;
const { port1, port2 } = new MessageChannel();
const seen = [];
port1.on('message', (message) => seen.push(message));
register(`data:text/javascript,${encodeURIComponent(hooks)}`, { data: port2, transferList: [port2] });
const worker = new Worker('const w = require("worker_threads"); w.parentPort.postMessage(w.isInternalThread)', { eval: true });
worker.on('message', (message) => assert.strictEqual(message, false));
process.on('exit', () => assert.deepStrictEqual(seen, [true]));
