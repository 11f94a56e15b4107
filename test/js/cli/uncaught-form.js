// SPDX-License-Identifier: MIT
// What an uncaught exception prints: source line, caret, stack, version; exit code 1.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

function run(code) {
  const child = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
  assert.strictEqual(child.status, 1);
  return child.stderr;
}
assert.match(run('throw new Error("a")'), /^\[eval\]:1\nthrow new Error\("a"\)\n\^\n\nError: a\n {4}at \[eval\]:1:7\n[^]*\n\nNode\.js v24/);
assert.match(run('throw 5'), /^\n?\[eval\]:1\nthrow 5\n\^\n5\n\(Use `eddy --trace-uncaught \.\.\.`/);
assert.match(run('throw Object.assign(new Error("m"), { code: "X" })'), /\{\n {2}code: 'X'\n\}\n\nNode\.js/);
// An 'error' event that nobody listens to: also where it was emitted, and by what.
const emitted = run(`
  class Mine extends require('node:events') { go(err) { this.emit('error', err); } }
  const err = (function made() { return new Error('m'); })();
  setImmediate(function later() { new Mine().go(err); });`);
assert.match(emitted, /^node:events:\d+\n {4}throw \w+; \/\/ Unhandled 'error' event\n {4}\^\n\nError: m\n {4}at made /);
assert.match(emitted, /\nEmitted 'error' event on Mine instance at:\n {4}at Mine\.go \(\[eval\]:2:\d+\)\n {4}at Immediate\.later \(\[eval\]:4:\d+\)\n[^]*\n\nNode\.js v24/);
assert.match(run(`new (require('node:events'))().emit('error', Object.freeze(new Error('m')))`), /\n\nError: m\n {4}at /);
