// SPDX-License-Identifier: MIT
// FORCE_COLOR counts from the moment that a program sets it, also after lines were printed, and no longer when it is deleted.
'use strict';

const { spawnSync } = require('node:child_process');
const assert = require('node:assert');

const code = `console.log(1);
process.env.FORCE_COLOR = '1';
console.log(1);
delete process.env.FORCE_COLOR;
console.log(1);
console.log('%o', 1);
console.log('a', 1, '%o');`;
const { FORCE_COLOR, NODE_DISABLE_COLORS, NO_COLOR, ...env } = process.env;
const child = (extra) => spawnSync(process.execPath, ['-e', code], { env: { ...env, ...extra } }).stdout.toString();
assert.strictEqual(child(), '1\n\x1b[33m1\x1b[39m\n1\n1\na 1 %o\n');
assert.ok(child({ FORCE_COLOR: '1' }).startsWith('\x1b[33m1\x1b[39m\n\x1b[33m1\x1b[39m\n1\n'));
