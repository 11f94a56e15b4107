// SPDX-License-Identifier: MIT
// With --track-heap-objects a heap snapshot tells which functions made the objects.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const code = `let text = '';
v8.getHeapSnapshot().on('data', (chunk) => { text += chunk; }).on('end', () => console.log(JSON.parse(text).snapshot.trace_function_count > 0))`;
const run = (...args) => spawnSync(process.execPath, [...args, '-e', code], { encoding: 'utf8' }).stdout;
assert.strictEqual(run('--track-heap-objects'), 'true\n');
assert.strictEqual(run(), 'false\n');
