// SPDX-License-Identifier: MIT
// A timer that is cleared in a microtask after another one has fired keeps the program alive no longer.
'use strict';

const { spawnSync } = require('node:child_process');
const assert = require('node:assert');

const code = 'const t = setTimeout(() => {}, 60000); new Promise((r) => setTimeout(r, 1)).then(() => clearTimeout(t));';
assert.strictEqual(spawnSync(process.execPath, ['-e', code], { timeout: 10000 }).status, 0);
