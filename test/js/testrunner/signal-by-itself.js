// SPDX-License-Identifier: MIT
// A test file that is run by itself, without --test, dies of SIGTERM and has no listeners for signals; at its exit those of the runner are gone.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const env = { ...process.env };
delete env.NODE_TEST_CONTEXT;
const run = (code) => spawnSync(process.execPath, ['--test-reporter=tap', '-e', code], { env, encoding: 'utf8' });

const killed = run("require('node:test')('hangs', () => new Promise(() => { process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1e6); }))");
assert.strictEqual(killed.signal, 'SIGTERM');
assert.doesNotMatch(killed.stdout, /not ok/);

const { stdout, status } = run(`
const count = (when) => console.log(when + ['SIGINT', 'SIGTERM', 'uncaughtException', 'unhandledRejection', 'beforeExit']
  .map((name) => process.listenerCount(name)));
process.on('exit', () => count('exit:'));
require('node:test')('counts', () => count('test:'));
`);
assert.strictEqual(status, 0);
assert.match(stdout, /test:0,0,1,1,1\n/);
assert.match(stdout, /exit:0,0,0,0,0\n/);
