// SPDX-License-Identifier: MIT
// Ten times longer, the same memory and open files: worker threads, child processes, messages to them, cluster.
'use strict';
const { once } = require('node:events');
const { longer } = require('../../fixtures/longer');

const nothing = () => {};
const signal = new AbortController().signal; // outlives all that listen to it

if (process.send && process.argv[2] === 'echo') {
  process.on('message', (message) => process.send(message));
} else {
  longer(__filename, {
    workers: [3, () => {
      const { Worker } = require('node:worker_threads');
      const source = 'const { parentPort } = require("worker_threads"); parentPort.once("message", (m) => parentPort.postMessage(m))';
      return async () => {
        const worker = new Worker(source, { eval: true, workerData: { a: 1 }, env: { A: 'b' } });
        worker.postMessage(new Uint8Array(1000));
        await once(worker, 'message');
        await once(worker, 'exit');
        await new Worker('for (;;);', { eval: true }).terminate();
      };
    }],
    'messages of threads': [30, () => {
      const { Worker } = require('node:worker_threads');
      const source = 'const { parentPort } = require("worker_threads"); parentPort.on("message", (m) => parentPort.postMessage(m, [m.buffer]))';
      const worker = new Worker(source, { eval: true });
      return async () => {
        for (let k = 0; k < 20; k++) {
          const buffer = new ArrayBuffer(10_000);
          worker.postMessage({ buffer, text: 'text' }, [buffer]);
          await once(worker, 'message');
        }
      };
    }],
    child_process: [3, () => {
      const { execFile, spawn, spawnSync } = require('node:child_process');
      const ended = (child) => new Promise((resolve) => { child.on('error', nothing).on('close', resolve); });
      return async () => {
        await ended(spawn('/bin/true', { stdio: 'ignore', signal }));
        await ended(execFile('/bin/echo', ['text'], nothing));
        spawnSync('/bin/echo', ['text']);
        const stop = new AbortController(), aborted = ended(spawn('/bin/cat', { signal: stop.signal }));
        stop.abort();
        await aborted;
        const killed = spawn('/bin/cat');
        killed.kill('SIGKILL');
        await ended(killed);
        await ended(spawn('/absent'));
      };
    }],
    'messages of processes': [20, () => {
      const child = require('node:child_process').fork(__filename, ['echo'], { execArgv: [] });
      process.on('exit', () => child.kill());
      return async (i) => {
        for (let k = 0; k < 20; k++) {
          child.send({ i, text: 'text', list: [1, 2, 3] });
          await once(child, 'message');
        }
      };
    }],
    cluster: [2, () => {
      const cluster = require('node:cluster');
      cluster.setupPrimary({ exec: __filename, args: ['echo'], execArgv: [] });
      return async () => {
        const worker = cluster.fork();
        worker.send({ a: 1 });
        await once(worker, 'message');
        worker.disconnect();
        await once(worker, 'exit');
        const killed = cluster.fork();
        await once(killed, 'online');
        killed.kill();
        await once(killed, 'exit');
      };
    }],
  });
}
