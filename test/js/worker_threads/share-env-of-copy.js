// SPDX-License-Identifier: MIT
// SHARE_ENV in a worker that has an environment of its own: the inner thread starts with the worker's values.
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

const worker = new Worker(`
  const { parentPort, SHARE_ENV, Worker } = require('worker_threads');
  process.env.LATER = 2;
  new Worker('require("worker_threads").parentPort.postMessage([process.env.GIVEN, process.env.LATER, process.env.OUTSIDE])',
    { eval: true, env: SHARE_ENV }).on('message', (values) => parentPort.postMessage(values));
`, { eval: true, env: { GIVEN: 'x' } });
process.env.OUTSIDE = 'y';
let values;
worker.on('message', (message) => { values = message; });
worker.on('exit', () => assert.deepStrictEqual(values, ['x', '2', undefined]));
