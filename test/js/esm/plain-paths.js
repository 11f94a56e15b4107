// SPDX-License-Identifier: MIT
// Relative imports of plain names: ./, ../, symbolic links, case of "type", what is missing or a directory, a name with a query.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-plain-')));
const file = (name, text) => {
  fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
  fs.writeFileSync(path.join(dir, name), text);
};
file('package.json', '{"type":"module"}');
file('a/main.mjs', `
  import './one.mjs'; import '../a/one.mjs'; import './one.mjs?again'; import '.././a/one.mjs';
  import { url } from '../b/deep/er/two.js';
  import { url as linked } from './link.mjs';
  import { createRequire } from 'node:module';
  import cjs from '../b/old/three.js';
  import four from '../b/old/four.cjs';
  console.log(globalThis.ones, url.slice(-17), linked.slice(-9), typeof cjs, four);`);
file('a/one.mjs', 'globalThis.ones = (globalThis.ones ?? 0) + 1; export const url = import.meta.url;');
file('b/deep/er/two.js', 'export const url = import.meta.url;');
file('b/old/package.json', '{"type":"commonjs"}');
file('b/old/three.js', 'module.exports = { three: typeof module };');
file('b/old/four.cjs', 'module.exports = 4;');
fs.symlinkSync(path.join(dir, 'a/one.mjs'), path.join(dir, 'a/link.mjs'));
const run = (...args) => spawnSync(process.execPath, args, { cwd: dir, encoding: 'utf8' });
assert.strictEqual(run('a/main.mjs').stdout, '2 /b/deep/er/two.js a/one.mjs object 4\n');
assert.strictEqual(run('--preserve-symlinks', 'a/main.mjs').stdout.split(' ')[0], '3');

file('missing.mjs', 'import "./a/nothing.mjs";');
assert.match(run('missing.mjs').stderr, /ERR_MODULE_NOT_FOUND[^]*Cannot find module '.*\/a\/nothing\.mjs' imported from|Cannot find module '.*\/a\/nothing\.mjs' imported from/);
fs.mkdirSync(path.join(dir, 'folder.js'));
file('folder.mjs', 'import "./folder.js";');
assert.match(run('folder.mjs').stderr, /ERR_UNSUPPORTED_DIR_IMPORT/);
file('above.mjs', `import { url } from '${'../'.repeat(40)}${dir.slice(1)}/a/one.mjs'; console.log(url);`);
assert.strictEqual(run('above.mjs').stdout, `file://${dir}/a/one.mjs\n`);
fs.rmSync(dir, { recursive: true });
