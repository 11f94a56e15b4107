// SPDX-License-Identifier: MIT
// snapshot.setResolveSnapshotPath(): the function is asked once for each test file.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('node:os').tmpdir(), 'snap-'));
const file = path.join(dir, 'a.js');
fs.writeFileSync(file, `
  const { snapshot, test } = require('node:test');
  snapshot.setResolveSnapshotPath((file) => { console.log('asked', file); return __dirname + '/own.snap'; });
  for (const name of ['x', 'y']) test(name, (t) => { t.assert.snapshot(1); t.assert.snapshot({ name }); });`);
const run = (...args) => spawnSync(process.execPath, ['--test-reporter=dot', ...args, file], {
  encoding: 'utf8', env: { ...process.env, NODE_TEST_CONTEXT: undefined },
});
for (const args of [['--test-update-snapshots'], []]) {
  const { status, stdout } = run(...args);
  assert.strictEqual(status, 0);
  assert.deepStrictEqual(stdout.match(/asked .*/g), [`asked ${file}`]);
}
assert.match(fs.readFileSync(path.join(dir, 'own.snap'), 'utf8'), /exports\[`x 2`\] = `\n\{\n {2}"name": "x"\n\}\n`;/);
fs.rmSync(dir, { recursive: true });
