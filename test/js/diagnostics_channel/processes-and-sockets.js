// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { ChildProcess, spawn } = require('child_process');
const { subscribe } = require('diagnostics_channel');
const http = require('http');
const net = require('net');
const { Worker } = require('worker_threads');

// Children, threads, and the sockets of HTTP servers are told of when they are made.
const seen = { 'child_process': [], 'worker_threads': [], 'net.server.socket': [] };
for (const name of Object.keys(seen)) subscribe(name, (message, channel) => seen[channel].push(message));

const child = spawn(process.execPath, ['-e', '0']);
assert.deepStrictEqual(seen.child_process, [{ process: child }]);
assert.ok(child instanceof ChildProcess);

const worker = new Worker('', { eval: true });
assert.strictEqual(seen.worker_threads.length, 1);
assert.strictEqual(seen.worker_threads[0].worker, worker);

const server = http.createServer((request, response) => response.end()).listen(0, () => {
  http.get({ port: server.address().port, agent: false }, (response) => {
    response.resume();
    server.close();
  });
});
process.on('exit', () => {
  assert.strictEqual(seen['net.server.socket'].length, 1);
  assert.ok(seen['net.server.socket'][0].socket instanceof net.Socket);
});
