// Flags: --experimental-webstorage --no-warnings
// SPDX-License-Identifier: MIT
'use strict';
// sessionStorage: items, properties, quota; localStorage keeps its items in a file.
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');

sessionStorage.setItem('a', 1);
sessionStorage.b = 'two';
assert.deepStrictEqual(Object.keys(sessionStorage), ['a', 'b']);
assert.strictEqual(sessionStorage.a, '1');
assert.strictEqual(sessionStorage.length, 2);
assert.strictEqual(sessionStorage.key(1), 'b');
assert.strictEqual(sessionStorage.missing, undefined);
assert.strictEqual(sessionStorage.getItem('missing'), null);
delete sessionStorage.a;
assert.ok(!('a' in sessionStorage));
assert.throws(() => sessionStorage.setItem('k', 'x'.repeat(11 << 20)), { name: 'QuotaExceededError' });
assert.throws(() => new Storage(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.throws(() => localStorage, { code: 'ERR_INVALID_ARG_VALUE' });

const file = `${require('os').tmpdir()}/storage-${process.pid}.db`;
const run = (code) => spawnSync(process.execPath,
  ['--no-warnings', '--experimental-webstorage', `--localstorage-file=${file}`, '-e', code], { encoding: 'utf8' });
assert.strictEqual(run("localStorage.name = 'ünï \\ud800'").stderr, '');
assert.strictEqual(run("process.stdout.write(String(localStorage.name === 'ünï \\ud800'))").stdout, 'true');
for (const name of fs.readdirSync(require('os').tmpdir()))
  if (name.startsWith(`storage-${process.pid}`)) fs.rmSync(`${require('os').tmpdir()}/${name}`);
