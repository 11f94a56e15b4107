// SPDX-License-Identifier: MIT
// What programs from the command line find: all builtins as globals, and their own text.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const run = (args, input = '') => spawnSync(process.execPath, args, { encoding: 'utf8', input }).stdout.trim();
assert.strictEqual(run(['--no-deprecation', '-p', 'sys === util && typeof punycode.encode + typeof constants.O_RDONLY']), 'functionnumber');
assert.strictEqual(run(['-p', "typeof globalThis['node:test']"]), 'function');
for (const args of [['-e', 'console.log(process._eval)'], ['-p', 'process._eval']]) assert.strictEqual(run(args), args[1]);
assert.strictEqual(run(['-'], 'console.log(process._eval)'), 'console.log(process._eval)');
assert.strictEqual(Object.hasOwn(process, '_eval'), false);
