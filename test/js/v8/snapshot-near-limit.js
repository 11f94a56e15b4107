// SPDX-License-Identifier: MIT
// Heap snapshots of a heap that is nearly full: as many as asked for, by option or by function; then the process ends.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'near-'));
const fill = 'const all = []; for (;;) all.push(new Array(1000).fill(Math.random()));';

function run(program, ...options) {
  const { stderr } = spawnSync(process.execPath, ['--max-old-space-size=20', ...options, '-e', program], {
    encoding: 'utf8', cwd: dir, env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0:handle_abort=0' },
  });
  const names = fs.readdirSync(dir).filter((name) => name.endsWith('.heapsnapshot')).sort();
  for (const name of names) {
    assert.ok(stderr.includes(`Wrote snapshot to ${fs.realpathSync(dir)}/${name}\n`), stderr);
    assert.ok(JSON.parse(fs.readFileSync(path.join(dir, name), 'utf8')).snapshot.node_count > 1000);
    fs.rmSync(path.join(dir, name));
  }
  assert.ok(stderr.includes('FATAL ERROR: Reached heap limit'), stderr);
  return names;
}

const names = run(fill, '--heapsnapshot-near-heap-limit=2');
assert.deepStrictEqual(names.map((name) => name.replace(/.*\.(\d+\.\d+)\.heapsnapshot$/, '$1')), ['0.001', '0.002']);
assert.strictEqual(run(`const v8 = require('v8'); v8.setHeapSnapshotNearHeapLimit(1); v8.setHeapSnapshotNearHeapLimit(3); ${fill}`).length, 1);
assert.strictEqual(run(`require('v8').setHeapSnapshotNearHeapLimit(3); ${fill}`, '--heapsnapshot-near-heap-limit=1').length, 1);

// A worker ends alone after its snapshot.
const inWorker = `new (require('worker_threads').Worker)(${JSON.stringify(`require('v8').setHeapSnapshotNearHeapLimit(1); ${fill}`)},
  { eval: true, resourceLimits: { maxOldGenerationSizeMb: 20 } }).on('error', (e) => console.log(e.code))`;
const { stdout, stderr } = spawnSync(process.execPath, ['-e', inWorker], { encoding: 'utf8', cwd: dir });
assert.strictEqual(stdout, 'ERR_WORKER_OUT_OF_MEMORY\n', stderr);
assert.match(stderr, /^Wrote snapshot to .*\.1\.001\.heapsnapshot\n$/);
