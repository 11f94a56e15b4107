// SPDX-License-Identifier: MIT
// --enable-source-maps: stack traces show the original positions.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { mkdtempSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const dir = mkdtempSync(join(require('node:os').tmpdir(), 'eddy-'));
const map = { version: 3, sources: ['orig.ts'], sourcesContent: ['\n\nthrow new Error("x");\n'], names: [], mappings: 'AAEA' };
const data = Buffer.from(JSON.stringify(map)).toString('base64');
writeFileSync(join(dir, 'out.js'), `throw new Error("x");\n//# sourceMappingURL=data:application/json;base64,${data}\n`);
const { stderr } = spawnSync(process.execPath, ['--enable-source-maps', join(dir, 'out.js')], { encoding: 'utf8' });
assert.match(stderr, /orig\.ts:3\nthrow new Error\("x"\);\n\^/);
assert.match(stderr, /at Object.* \(.*orig\.ts:3:\d+\)|at .*orig\.ts:3:\d+/);
