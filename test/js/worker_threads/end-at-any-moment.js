// SPDX-License-Identifier: MIT
// Threads that are ended at any moment of whatever they do end cleanly: while they start, read files, talk, wait, have
// threads of their own, or end by themselves.
'use strict';
const assert = require('node:assert');
const { Worker, MessageChannel } = require('node:worker_threads');

const work = {
  nothing: '',
  busy: 'for (;;);',
  waits: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
  files: `const fs = require('node:fs');
    (function again() { fs.readFile(process.execPath, { signal: undefined }, again); fs.stat('.', () => {}); })();`,
  talks: `const { parentPort, workerData } = require('node:worker_threads');
    (function again(i) { parentPort.postMessage({ i }); workerData.postMessage(new Uint8Array(1000)); setImmediate(again, i + 1); })(0);`,
  threads: `const { Worker } = require('node:worker_threads');
    new Worker('setInterval(() => {}, 1)', { eval: true }); new Worker('for (;;);', { eval: true });`,
  imports: `import('node:http').then(() => import('node:crypto')).then(() => setInterval(() => {}, 1));`,
  sockets: `const server = require('node:net').createServer((s) => s.end('x')).listen(0, () => {
    (function again() { require('node:net').connect(server.address().port).on('close', again).resume(); })(); });`,
  prints: `(function again() { process.stdout.write('x'.repeat(1000)); setImmediate(again); })();`,
  exits: 'setImmediate(() => process.exit(3));',
  throws: 'setImmediate(() => { throw new Error("mine"); });',
  hashes: `const { pbkdf2 } = require('node:crypto'); (function again() { pbkdf2('a', 'b', 50, 9, 'sha1', again); })();`,
  locks: 'navigator.locks.request("one", () => new Promise(() => {}));',
  heap: 'const all = []; for (;;) all.push(new Array(100).fill(all.length));',
};

let seed = 7;
const random = (n) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n;

/** One thread, which is ended after some turns of the loop. */
function one(name) {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(work[name], { eval: true, stdout: true, workerData: port2, transferList: [port2] });
  port1.on('message', () => {}).unref();
  worker.on('error', (error) => assert.match(error.message, /mine|memory/));
  worker.stdout.resume();
  const end = () => worker.terminate();
  switch (random(4)) {
    case 0: end(); break;
    case 1: setImmediate(end); break;
    case 2: worker.once('online', end); break;
    default: worker.once('online', () => setTimeout(end, random(30)));
  }
  return new Promise((resolve) => worker.once('exit', (code) => {
    assert.ok([0, 1, 3].includes(code), `${name}: ${code}`);
    port1.close();
    resolve();
  }));
}

const todo = [...Object.keys(work), ...Object.keys(work)];
let ended = 0;
async function row() {
  for (let name; (name = todo.pop()) !== undefined;) {
    await one(name);
    ended++;
  }
}
const total = todo.length;
for (let i = 0; i < 3; i++) row();
process.on('exit', () => assert.strictEqual(ended, total));
