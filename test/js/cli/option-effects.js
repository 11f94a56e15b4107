// SPDX-License-Identifier: MIT
// Options that leave something out, and where a program comes from beside -i and -p.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-options-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
fs.writeFileSync(path.join(dir, 'found.js'), 'console.log("found")');

function run(args, input = '', env = {}) {
  return spawnSync(process.execPath, args, { encoding: 'utf8', input, cwd: dir, env: { ...process.env, ...env } });
}
assert.match(run(['--no-experimental-sqlite', '-p', 'require("node:sqlite")']).stderr, /No such built-in module: node:sqlite/);
assert.strictEqual(run(['--no-experimental-sqlite', '-p', 'require("module").builtinModules.includes("node:sqlite")']).stdout, 'false\n');
assert.strictEqual(run(['-e', 'require("found")'], '', { NODE_PATH: dir }).stdout, 'found\n');
assert.match(run(['--no-global-search-paths', '-e', 'require("found")'], '', { NODE_PATH: dir }).stderr, /Cannot find module 'found'/);
assert.match(run(['--no-experimental-repl-await', '-i'], 'await 1\n').stdout, /SyntaxError: await is only valid in async functions/);
assert.match(run(['--disable-proto=throw', '-p', '({}).__proto__']).stderr,
  /Error: Accessing Object\.prototype\.__proto__ has been disallowed with --disable-proto=throw\n[^]*code: 'ERR_PROTO_ACCESS'/);
assert.match(run(['--allow-fs-read=*', '-p', '1']).stderr, /TypeError \[ERR_MISSING_OPTION\]: --permission is required/);
assert.match(run(['-e', 'throw 1']).stderr, /\n\nNode\.js v\d+/);
assert.doesNotMatch(run(['--no-extra-info-on-fatal-exception', '-e', 'throw 1']).stderr, /Node\.js v\d+/);
assert.strictEqual(run(['-i', 'found.js']).stdout, 'found\n');
assert.strictEqual(run(['-p', '-'], '40 + 2').stdout, '42\n');
assert.strictEqual(run(['--v8-pool-size=3', '-p', "1"]).stdout, '1\n');
assert.strictEqual(run(['--use-largepages=silent', '--icu-data-dir=/nowhere', '-p', '1']).stdout + run(['-p', '2'], '', { NODE_ICU_DATA: '/nowhere' }).stdout, '1\n2\n');
fs.writeFileSync(path.join(dir, 'bad.cnf'), 'this is none\n');
const { status, stderr } = run(['--openssl-config=bad.cnf', '-p', '1']);
assert.notStrictEqual(status, 0);
assert.match(stderr, /: OpenSSL configuration error:\n.*missing equal sign/);
assert.strictEqual(run(['--openssl-config=none.cnf', '-p', 'crypto.randomBytes(3).length']).stdout, '3\n');
