// SPDX-License-Identifier: MIT
// A worker that fills its heap: a snapshot is written, by option or by function, then that worker ends and nobody else.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawnSync } = require('node:child_process');

const fill = 'const all = []; (function more() { for (let i = 0; i < 100; i++) all.push(new Array(1000).fill(0.5)); setImmediate(more); })();';
const start = (code, execArgv) => `new (require('worker_threads').Worker)(${JSON.stringify(code)}, {
  eval: true, execArgv: ${JSON.stringify(execArgv)}, resourceLimits: { maxOldGenerationSizeMb: 30 },
}).on('error', (error) => console.log(error.code));`;

for (const program of [
  start(fill, ['--heapsnapshot-near-heap-limit=1']),
  start(`require('v8').setHeapSnapshotNearHeapLimit(1); ${fill}`, []),
]) {
  const cwd = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'near-worker-'));
  const { status, stdout } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', cwd });
  const names = fs.readdirSync(cwd);
  fs.rmSync(cwd, { recursive: true });
  assert.strictEqual(stdout, 'ERR_WORKER_OUT_OF_MEMORY\n');
  assert.strictEqual(status, 0);
  assert.strictEqual(names.length, 1);
  assert.match(names[0], /^Heap\..*\.1\.001\.heapsnapshot$/);
}
