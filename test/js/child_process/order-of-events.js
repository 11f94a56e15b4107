// SPDX-License-Identifier: MIT
// What a child has written last is read before its 'exit' is told; a child that could not be started: 'error', and
// when its streams have ended 'close'.
'use strict';

const assert = require('node:assert');
const { fork, spawn } = require('node:child_process');
const fs = require('node:fs');

if (process.argv[2] === 'child') {
  process.send('last');
  return;
}

/** Blocks until the child has ended, which nobody has been told yet. */
function untilEnded({ pid }) {
  while (!fs.readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].startsWith('Z'));
}

const seen = { spawn: [], fork: [], error: [] };

const child = spawn('echo', ['hi']);
child.stdout.on('data', () => seen.spawn.push('data'));
for (const name of ['spawn', 'exit', 'close']) child.on(name, () => seen.spawn.push(name));
process.nextTick(() => process.nextTick(untilEnded, child)); // its streams are being read from now

const forked = fork(__filename, ['child']);
for (const name of ['message', 'exit', 'close']) forked.on(name, () => seen.fork.push(name));
process.nextTick(() => process.nextTick(untilEnded, forked));

const failed = spawn('/no/such/program');
assert.strictEqual(failed.pid, undefined);
assert.deepStrictEqual([failed.stdin.writable, failed.stdout.readable], [true, true]);
for (const name of ['spawn', 'error', 'exit', 'close']) failed.on(name, () => seen.error.push(name));
failed.on('error', () => {
  process.nextTick(() => seen.error.push('tick'));
  setImmediate(() => assert.ok(failed.stdin.destroyed));
});

assert.throws(() => spawn('/dev/null/x'), { code: 'ENOTDIR', syscall: 'spawn' });
assert.deepStrictEqual(Object.getOwnPropertyNames(require('node:child_process').ChildProcess.prototype),
                       ['constructor', 'spawn', 'kill', 'ref', 'unref']);

process.on('exit', () => {
  assert.deepStrictEqual(seen, {
    spawn: ['spawn', 'data', 'exit', 'close'],
    fork: ['message', 'exit', 'close'],
    error: ['error', 'tick', 'close'],
  });
});
