// SPDX-License-Identifier: MIT
// An object that is no error and ends the program is shown right below the caret, after an empty line and the source.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'thrown-'));
const file = path.join(dir, 'thrown.js');
for (const [value, shown] of [['{ a: 1 }', '{ a: 1 }'], ['{ toString() { throw this; } }', '{ toString: [Function: toString] }']]) {
  fs.writeFileSync(file, `throw ${value}`);
  const { stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  assert.deepStrictEqual(stderr.split('\n').slice(0, 5), ['', `${file}:1`, `throw ${value}`, '^', shown]);
}
fs.rmSync(dir, { recursive: true });
