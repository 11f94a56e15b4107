// SPDX-License-Identifier: MIT
// With source maps the frame of a CommonJS module's own code is "Object.<anonymous>" in the source, as it is without.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const map = { version: 3, sources: ['original.ts'], names: [], mappings: 'AAAA', sourcesContent: ['throw 1'] };
const url = `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
const code = `const { Module } = require('module');
const m = new Module('/nowhere/x.js');
try {
  m._compile(${JSON.stringify(`throw new Error('mapped');\n//# sourceMappingURL=${url}`)}, '/nowhere/x.js');
} catch (error) { console.log(error.stack); }`;
const { stdout, stderr } = spawnSync(process.execPath, ['--enable-source-maps', '-e', code], { encoding: 'utf8' });
assert.match(stdout, /^ {4}at Object\.<anonymous> \(\/nowhere\/original\.ts:1:1\)$/m, stderr);
