// SPDX-License-Identifier: MIT
// The loops of worker threads are watched too, each under its number; one that is terminated while it blocks harms nothing.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const program = `
  const { Worker } = require('node:worker_threads');
  const worker = new Worker('setTimeout(function endless() { for (;;); }, 1)', { eval: true });
  const { fstatSync } = require('node:fs');
  const timer = setInterval(() => {
    if (fstatSync(2).size === 0) return;
    clearInterval(timer);
    worker.terminate().then((code) => console.log('terminated', code));
  }, 10);
`;
const { mkdtempSync, openSync, readFileSync, rmSync } = require('node:fs');
const dir = mkdtempSync(require('node:path').join(require('node:os').tmpdir(), 'loop-alarm-'));
try {
  const file = `${dir}/stderr`;
  const { status, stdout } = spawnSync(process.execPath, ['--loop-alarm=2000', '-e', program],
    { stdio: ['ignore', 'pipe', openSync(file, 'w')], encoding: 'utf8' });
  assert.strictEqual(stdout, 'terminated 1\n');
  assert.strictEqual(status, 0);
  assert.match(readFileSync(file, 'utf8'), /^\(eddy:\d+, worker 1\) Event loop blocked for \d+ ms by:\n    at endless /);
} finally {
  rmSync(dir, { recursive: true });
}
