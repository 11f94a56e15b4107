// SPDX-License-Identifier: MIT
// The standard streams of a worker emit 'close' after 'end', and process._rawDebug() goes past them.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { Worker } = require('node:worker_threads');

if (process.argv[2] === 'raw') {
  new Worker('process._rawDebug("raw", 1)', { eval: true, stderr: true }).stderr.on('data', (data) => console.log(`${data}`));
} else {
  const { stdout, stderr } = spawnSync(process.execPath, [__filename, 'raw'], { encoding: 'utf8' });
  assert.deepStrictEqual([stdout, stderr], ['', 'raw 1\n']);

  const events = [];
  const worker = new Worker('console.log("out")', { eval: true, stdout: true });
  worker.stdout.on('data', (data) => events.push(`${data}`));
  for (const name of ['end', 'close']) worker.stdout.on(name, () => events.push(name));
  process.on('exit', () => assert.deepStrictEqual(events, ['out\n', 'end', 'close']));
  for (const prev of [1, 'x']) {
    assert.throws(() => worker.cpuUsage(prev), { code: 'ERR_INVALID_ARG_TYPE', message: /^The "prev" argument/ });
  }
}
