// SPDX-License-Identifier: MIT
// NODE_COMPILE_CACHE writes once and is read the next time.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { mkdtempSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const dir = mkdtempSync(join(require('node:os').tmpdir(), 'eddy-'));
const script = join(dir, 's.js');
writeFileSync(script, 'function f() { return 1; } f();');
const env = { ...process.env, NODE_COMPILE_CACHE: join(dir, 'cache'), NODE_DEBUG_NATIVE: 'COMPILE_CACHE' };
const first = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
assert.match(first.stderr, /writing cache for CommonJS .*s\.js.*success/);
const second = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
assert.match(second.stderr, /s\.js was accepted/);
assert.strictEqual(readdirSync(join(dir, 'cache')).length, 1);
