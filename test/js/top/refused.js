// SPDX-License-Identifier: MIT
// Processes that `eddy top` cannot look at: it says why, and harms none.
'use strict';

const assert = require('node:assert');
const { spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');

function refused(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['top', ...args], { encoding: 'utf8' });
  assert.strictEqual(status, 1);
  assert.strictEqual(stdout, '');
  return stderr;
}

(async () => {
  assert.match(refused('x'), /^eddy top: not a process id: x\n$/);
  assert.match(refused('4194305'), /^eddy top: there is no process 4194305\n$/);
  assert.match(refused('1', '2'), /^eddy top: eddy top \[PID\] \[json\]\n$/);
  const sleep = spawn('sleep', ['60']);
  assert.match(refused(`${sleep.pid}`), /^eddy top: process \d+ does not answer: it is not Eddy/);
  assert.strictEqual(sleep.signalCode, null);
  sleep.kill();
  assert.deepStrictEqual(await once(sleep, 'exit'), [null, 'SIGTERM']);

  const restricted = spawn(process.execPath, ['--permission', '-e', 'console.log("."); setTimeout(() => {}, 60000)']);
  await once(restricted.stdout, 'data');
  assert.match(refused(`${restricted.pid}`), /runs with --permission/);
  assert.strictEqual(restricted.exitCode, null);
  restricted.kill();
})();
