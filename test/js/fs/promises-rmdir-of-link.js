// SPDX-License-Identifier: MIT
// fs.promises.rmdir(link, { recursive: true }) of a link to a directory removes the link, and leaves the directory.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

process.on('warning', () => {});
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-rmdir-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
const inside = path.join(dir, 'a', 'b');
const link = path.join(dir, 'link');
fs.mkdirSync(inside, { recursive: true });
fs.symlinkSync(path.join(dir, 'a'), link);

(async () => {
  await fs.promises.rmdir(link, { recursive: true });
  assert.ok(fs.existsSync(inside));
  await assert.rejects(fs.promises.rmdir(link, { recursive: true }), { code: 'ENOENT', syscall: 'stat', path: link });
})();
