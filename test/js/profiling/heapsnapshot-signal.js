// SPDX-License-Identifier: MIT
// --heapsnapshot-signal: a snapshot for each such signal; another name than a signal's ends the program.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-snapshot-'));
const program = `process.kill(process.pid, 'SIGUSR2');
(function wait() { if (fs.readdirSync('.').length === 0) setImmediate(wait); })();`;
const run = (signal, ...args) => spawnSync(process.execPath, [`--heapsnapshot-signal=${signal}`, ...args], { cwd, encoding: 'utf8' });
assert.strictEqual(run('SIGUSR2', '-e', program).status, 0);
const files = fs.readdirSync(cwd);
assert.strictEqual(files.length, 1);
assert.match(files[0], /^Heap\.\d{8}\.\d{6}\..*\.heapsnapshot$/);
JSON.parse(fs.readFileSync(path.join(cwd, files[0])));
const wrong = run('SIGNOTHING', '-e', '1');
assert.strictEqual(wrong.status, 1);
assert.match(wrong.stderr, /TypeError \[ERR_UNKNOWN_SIGNAL\]: Unknown signal: SIGNOTHING/);
fs.rmSync(cwd, { recursive: true });
