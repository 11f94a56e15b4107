// SPDX-License-Identifier: MIT
// --trace-exit tells who has called process.exit(), in which thread; as many frames as --stack-trace-limit allows.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

function run(program, ...options) {
  const { status, stderr } = spawnSync(process.execPath, ['--trace-exit', ...options, '-e', program], { encoding: 'utf8' });
  return { status, stderr };
}

const deep = run('function f(n) { if (n > 0) f(n - 1); else process.exit(3); } f(40)', '--stack-trace-limit=20');
assert.strictEqual(deep.status, 3);
assert.match(deep.stderr, /^\(node:\d+\) WARNING: Exited the environment with code 3\n {4}at (process\.)?exit \(node:internal/);
assert.strictEqual(deep.stderr.match(/at f /g).length, 19);
assert.deepStrictEqual(run('process.exitCode = 4'), { status: 4, stderr: '' });
const worker = run(`new (require('node:worker_threads').Worker)('setImmediate(() => process.exit(5))', { eval: true })`);
assert.strictEqual(worker.status, 0);
assert.match(worker.stderr, /^\(node:\d+, thread:1\) WARNING: Exited the environment with code 5\n/);

const sigprof = spawnSync(process.execPath, ['-e', `
  process.on('SIGPROF', () => {});
  require('node:inspector').open(0);
  process.removeAllListeners('SIGPROF').on('SIGPROF', () => {}).on('SIGPROF', () => {});
  process.on('exit', () => require('node:inspector').close());`], { encoding: 'utf8' });
assert.strictEqual(sigprof.status, 0, sigprof.stderr);
assert.strictEqual(sigprof.stderr.match(/Warning: process\.on\(SIGPROF\) is reserved while debugging/g).length, 1);
