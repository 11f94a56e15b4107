// SPDX-License-Identifier: MIT
// A worker that is ended while servers owe it answers is ended at once, and what it has asked for is given back.
'use strict';

const assert = require('node:assert');
const { createSocket } = require('node:dgram');
const { Worker } = require('node:worker_threads');

const source = `
  const { Resolver } = require('node:dns'), { workerData } = require('node:worker_threads');
  const resolver = new Resolver({ timeout: 60_000, tries: 1 });
  resolver.setServers([workerData]);
  resolver.resolve4('a.example', () => {});
  resolver.reverse('192.0.2.1', () => {});`;

const mute = createSocket('udp4');
const asked = new Set();
mute.bind(0, '127.0.0.1', () => {
  const worker = new Worker(source, { eval: true, workerData: `127.0.0.1:${mute.address().port}` });
  mute.on('message', (query) => {
    asked.add(query.length);
    if (asked.size === 2) worker.terminate();
  });
  const late = setTimeout(() => assert.fail('the worker waits for its answers'), 30_000);
  worker.on('exit', () => {
    clearTimeout(late);
    mute.close();
  });
});
