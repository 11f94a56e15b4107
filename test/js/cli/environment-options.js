// SPDX-License-Identifier: MIT
// Variables of the environment that stand for options, and those of the REPL.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-environment-')));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
fs.mkdirSync(path.join(dir, 'real'));
fs.writeFileSync(path.join(dir, 'real/a.js'), 'console.log(__filename)');
fs.symlinkSync('real/a.js', path.join(dir, 'link.js'));
fs.writeFileSync(path.join(dir, 'load.js'), 'require("./link.js")');
fs.writeFileSync(path.join(dir, 'other.js'), 'console.log("other REPL")');

function run(env, args, input = '') {
  return spawnSync(process.execPath, args, { encoding: 'utf8', cwd: dir, input, env: { ...process.env, ...env } });
}
const link = `${path.join(dir, 'link.js')}\n`, real = `${path.join(dir, 'real/a.js')}\n`;
assert.strictEqual(run({ NODE_PRESERVE_SYMLINKS: '1' }, ['load.js']).stdout, link);
assert.strictEqual(run({ NODE_PRESERVE_SYMLINKS: '0' }, ['load.js']).stdout, real);
assert.strictEqual(run({ NODE_PRESERVE_SYMLINKS: '1' }, ['--no-preserve-symlinks', 'load.js']).stdout, real);
assert.strictEqual(run({ NODE_PRESERVE_SYMLINKS_MAIN: '1' }, ['link.js']).stdout, link);
assert.match(run({ NODE_PENDING_DEPRECATION: '1' }, ['-e', 'crypto.pseudoRandomBytes(1)']).stderr, /\[DEP0115\]/);
assert.strictEqual(run({}, ['-e', 'crypto.pseudoRandomBytes(1)']).stderr, '');
assert.strictEqual(run({ NODE_REPL_EXTERNAL_MODULE: './other.js' }, ['-i']).stdout, 'other REPL\n');
