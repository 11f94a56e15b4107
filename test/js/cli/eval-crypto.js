// SPDX-License-Identifier: MIT
// Builtins are globals in the text of -e, not in programs from stdin; `crypto` is node:crypto in a text that names it.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const run = (args, input) => spawnSync(process.execPath, args, { input, encoding: 'utf8' }).stdout.trim();
assert.strictEqual(run(['-p', 'typeof crypto.createHash']), 'function');
assert.strictEqual(run(['-p', "typeof globalThis['cry' + 'pto'].createHash"]), 'undefined');
assert.strictEqual(run(['-p', 'typeof fs.open']), 'function');
assert.strictEqual(run(['-'], 'console.log(typeof crypto.createHash, typeof crypto.subtle, typeof fs)'), 'undefined object undefined');
