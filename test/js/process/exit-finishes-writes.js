// SPDX-License-Identifier: MIT
// process.exit() right after fs.write() and fs.writeFile(): all of it is written, whatever ends the process.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-exit-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
const file = path.join(dir, 'a');
const queue = `
  const fs = require('fs'), fd = fs.openSync(${JSON.stringify(file)}, 'w');
  for (let i = 0; i < 500; i++) fs.write(fd, 'x'.repeat(1000), () => {});
  fs.writeFile(${JSON.stringify(`${file}2`)}, Buffer.alloc(3e6), () => {});
`;
for (const [end, code] of [['process.exit(3)', 3], ["throw new Error('end')", 1], ['setImmediate(() => process.exit(4))', 4]]) {
  fs.rmSync(file, { force: true });
  fs.rmSync(`${file}2`, { force: true });
  assert.strictEqual(spawnSync(process.execPath, ['-e', `${queue}${end}`]).status, code, end);
  assert.strictEqual(fs.statSync(file).size, 500000, end);
  assert.strictEqual(fs.statSync(`${file}2`).size, 3e6, end);
}
