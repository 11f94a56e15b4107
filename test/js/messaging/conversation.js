// SPDX-License-Identifier: MIT
// Threads that answer each other at once: timers, immediates, files and sockets have their turn meanwhile, and when nobody
// says anything any more no processor time is spent.
'use strict';

const assert = require('assert');
const fs = require('fs');
const net = require('net');
const { isMainThread, parentPort, Worker } = require('worker_threads');

if (!isMainThread) {
  parentPort.on('message', (message) => parentPort.postMessage(message));
  return;
}

const worker = new Worker(__filename);
const wanted = new Set(['timer', 'immediate', 'file', 'socket']);
let answers = 0;
worker.on('message', (message) => {
  answers++;
  if (wanted.size > 0) worker.postMessage(message);
});
worker.postMessage({ text: 'hello' });

function done(what) {
  wanted.delete(what);
  if (wanted.size === 0) setTimeout(rest, 50);
}

function whenTalking() {
  if (answers < 2000) {
    setTimeout(whenTalking, 1);
    return;
  }
  setTimeout(done, 20, 'timer');
  setImmediate(() => setImmediate(done, 'immediate'));
  fs.readFile(__filename, (error, bytes) => {
    assert.ifError(error);
    assert.ok(bytes.length > 0);
    done('file');
  });
  const server = net.createServer((socket) => socket.end('x')).listen(0, () => {
    net.connect(server.address().port).on('data', () => done('socket')).on('close', () => server.close());
  });
}
whenTalking();

// What V8's threads have begun (code, garbage) may take its time after the last message.
function rest() {
  const before = process.cpuUsage();
  setTimeout(() => {
    const { user, system } = process.cpuUsage(before);
    if (user + system < 50e3) worker.terminate();
    else rest(); // a thread that never rests ends with the test's time
  }, 300);
}
