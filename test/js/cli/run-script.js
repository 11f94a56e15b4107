// SPDX-License-Identifier: MIT
// --run: the nearest package.json, its directory, PATH, NODE_RUN_*, arguments as they are, exit codes and signals.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-run-')));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
fs.mkdirSync(path.join(folder, 'sub', 'node_modules', '.bin'), { recursive: true });
fs.mkdirSync(path.join(folder, 'node_modules', '.bin'), { recursive: true });
fs.writeFileSync(path.join(folder, 'node_modules', '.bin', 'tool'), '#!/bin/sh\necho tool "$@"\n', { mode: 0o755 });
const file = path.join(folder, 'package.json');
fs.writeFileSync(file, JSON.stringify({ scripts: {
  where: 'pwd; echo $NODE_RUN_SCRIPT_NAME $NODE_RUN_PACKAGE_JSON_PATH', tool: 'tool first', fail: 'exit 7', signal: 'kill -TERM $$', odd: 1,
} }));

function run(...args) {
  return spawnSync(process.execPath, args, { encoding: 'utf8', cwd: path.join(folder, 'sub') });
}
assert.strictEqual(run('--run', 'where').stdout, `${folder}\nwhere ${file}\n`);
assert.strictEqual(run('--run', 'tool', '--', 'a b', "it's", '$HOME', '--x').stdout, "tool first a b it's $HOME --x\n");
assert.strictEqual(run('--run=fail').status, 7);
assert.strictEqual(run('--run', 'signal').signal, 'SIGTERM');
const missing = run('--run', 'wher');
assert.strictEqual(missing.status, 1);
assert.match(missing.stderr, /^Missing script: "wher" for .+package\.json\nDid you mean "where"\?\n\nAvailable scripts are:\n {2}where: pwd/);
assert.match(run('--run', 'odd').stderr, /Script "odd" is unexpectedly not a string for /);
fs.writeFileSync(file, '{');
assert.match(run('--run', 'x').stderr, /^Can't parse .+package\.json\n$/);
fs.writeFileSync(file, '{"scripts":5}');
assert.match(run('--run', 'x').stderr, /^Can't find "scripts" field in .+package\.json\n$/);
