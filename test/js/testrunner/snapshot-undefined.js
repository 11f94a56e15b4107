// SPDX-License-Identifier: MIT
// t.assert.snapshot() of what JSON has no text for: its snapshot is "undefined".
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-snapshot-'));
fs.writeFileSync(path.join(cwd, 's.js'), 'require(\'node:test\')(\'x\', (t) => t.assert.snapshot(undefined));\n');
for (const args of [['--test-update-snapshots', 's.js'], ['s.js']]) {
  const { status, stdout } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  assert.strictEqual(status, 0, stdout);
}
assert.strictEqual(fs.readFileSync(path.join(cwd, 's.js.snapshot'), 'utf8'), 'exports[`x 1`] = `\nundefined\n`;\n');
fs.rmSync(cwd, { recursive: true });
