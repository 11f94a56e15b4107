// SPDX-License-Identifier: MIT
// Uncaught errors of unusual form are printed whole: a NUL in the message, the end of the file, a very long line, a stack that
// cannot be read, nested objects.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? os.tmpdir(), 'uncaught-'));
const file = path.join(dir, 'odd.js');
function run(text) {
  fs.writeFileSync(file, text);
  const { status, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  assert.strictEqual(status, 1);
  assert.match(stderr, /\n\nNode\.js v\d/);
  return stderr;
}

assert.match(run('throw new Error("a\\0b")'), /\nError: a\0b\n {4}at Object/);
assert.ok(run('function f() {\n').startsWith(`${file}:2\n\n\n\nSyntaxError: Unexpected end of input\n`));
assert.strictEqual(run(`/*${'x'.repeat(3000)}*/ throw new Error("long")`).split('\n')[2], ' '.repeat(1020));
assert.match(run('const e = new Error("x"); Object.defineProperty(e, "stack", { get() { throw 1; } }); throw e'),
             /\n\nError: x\n\(Use `\S+ --trace-uncaught \.\.\.` to show where the exception was thrown\)\n/);
assert.match(run('throw { get stack() { throw 1; }, get name() { throw 2; } }'), /\n\[object Object\]\n\(Use/);
assert.match(run('throw { a: { b: { c: { d: 1 } } } }'), /\{ d: 1 \}/);
// Where an error without listener was emitted is shown whole.
const emitted = run('const e = new (require("events"))(), er = (function make() { return new Error("m"); })();\ne.emit("error", er);');
assert.match(emitted, /Emitted 'error' event at:\n {4}at Object\.<anonymous> \(\S+:2:3\)\n {4}at Module\._compile /);
assert.doesNotMatch(emitted, /lines matching original/);

// The stack of a module's SyntaxError is that of the error alone, unless it ends the program.
fs.writeFileSync(path.join(dir, 'bad.mjs'), 'let y = = 3;\n');
fs.writeFileSync(path.join(dir, 'main.mjs'), 'import "./bad.mjs"');
import(path.join(dir, 'bad.mjs')).then(() => assert.fail(), (error) => {
  assert.match(error.stack, /^SyntaxError: Unexpected token '='\n {4}at /);
  const { stderr } = spawnSync(process.execPath, [path.join(dir, 'main.mjs')], { encoding: 'utf8' });
  assert.match(stderr, /^file:\S+bad\.mjs:1\nlet y = = 3;\n {8}\^\n\nSyntaxError: Unexpected token '='\n/);
  fs.rmSync(dir, { recursive: true });
});
