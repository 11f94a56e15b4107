// SPDX-License-Identifier: MIT
// A listener of 'message' that throws keeps none of the messages beside it, and ticks of a message run after those
// that came with it.
'use strict';
const assert = require('node:assert');
const { spawn } = require('node:child_process');

// One write: one read.
const text = Array.from({ length: 30 }, (_, i) => `${i}\n`).join('');
const child = spawn('sh', ['-c', `printf '%b' '${text.replaceAll('\n', '\\n')}' >&3`],
                    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
const seen = [], thrown = [];
process.on('uncaughtException', (err) => thrown.push(err.message));
child.on('message', (message) => {
  seen.push(message);
  if (message === 0) process.nextTick(() => seen.push('tick'));
  if (message % 3 === 1) throw new Error(`at ${message}`);
});
child.on('disconnect', () => {
  process.removeAllListeners('uncaughtException');
  const numbers = Array.from({ length: 30 }, (_, i) => i);
  assert.deepStrictEqual(seen.filter((item) => item !== 'tick'), numbers);
  assert.ok(seen.indexOf('tick') > 1);
  assert.deepStrictEqual(thrown, numbers.filter((i) => i % 3 === 1).map((i) => `at ${i}`));
});
