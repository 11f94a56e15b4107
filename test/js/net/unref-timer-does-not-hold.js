// SPDX-License-Identifier: MIT
// A time-out of a socket (an unreferenced timer, the first of the process) keeps nothing alive.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const code = "const s = require('net').createServer().listen(0, () => { const c = require('net').connect(s.address().port);" +
  "c.setTimeout(60000); c.on('connect', () => { c.unref(); s.unref(); }); s.on('connection', (x) => x.unref()); })";
const { status, signal } = spawnSync(process.execPath, ['-e', code], { timeout: 10000 });
assert.strictEqual(signal, null);
assert.strictEqual(status, 0);
