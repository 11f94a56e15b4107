// SPDX-License-Identifier: MIT
// eddy inspect: breakpoints, steps, backtrace, source lines, values; the program is run again with its breakpoints.
'use strict';

const assert = require('node:assert');
const path = require('node:path');
const { inspect } = require('./fixtures/driver.js');

(async () => {
  const cwd = path.join(__dirname, 'fixtures');
  const d = inspect(['--port=0', 'program.js'], { cwd });
  assert.match(await d.until(/Break on start/), /connecting to 127\.0\.0\.1:\d+ \.\.\. ok\n[^]*Break on start in program\.js:1\n> 1 let total = 1;/);
  assert.match(await d.type('sb(4)'), /\n\* 4 {3}return sum;\n/);
  await d.type('sb("program.js", 10, "total > 3")');
  assert.match(await d.type('sb("later.js", 2)'), /script 'later\.js' was not loaded yet/);
  assert.strictEqual(await d.type('breakpoints'), '#0 program.js:4\n#1 program.js:10\n#2 later.js:2\ndebug> ');
  await d.type('watch("sum * 2")');
  const atBreak = await d.type('c', /break in/);
  assert.match(atBreak, /break in program\.js:4\nWatchers:\n {2}0: sum \* 2 = 6\n\n {2}2 function add/);
  assert.match(await d.type('bt'), /^#0 add program\.js:4:13\n#1 \(anonymous\) program\.js:7:8\n/);
  assert.strictEqual(await d.type('exec sum'), '3\ndebug> ');
  assert.match(await d.type('exec nope'), /^ReferenceError: nope is not defined/);
  assert.match(await d.type('exec .scope'), /\[ 'a', 'b', 'sum' \]/);
  const out = await d.type('o', / in program\.js:[78]/);
  assert.strictEqual(await d.type('exec items'), 'Map(1) { one => { deep: 1 } }\ndebug> ');
  assert.match(await d.type('list(0)'), /^> \d+ [^\n]+\ndebug> $/);
  await d.type('cb("program.js", 4)');
  assert.match(await d.type('cb("program.js", 4)'), /Could not find breakpoint/);
  if (out.includes('program.js:7')) await d.type('c', / in program\.js:8/);
  assert.strictEqual(await d.type('exec 6 * 7'), '42\ndebug> ');
  assert.strictEqual(await d.type(''), '42\ndebug> '); // again
  await d.type('c', / in program\.js:10/);
  await d.type('restart', /Break on start in program\.js:1/);
  assert.strictEqual(await d.type('breakpoints'), '#0 program.js:10\n#1 later.js:2\ndebug> ');
  assert.match(await d.type('list()'), /> 1 let total/);
  await d.type('kill');
  assert.match(await d.type('c'), /Use `run` to start the app again/);
  assert.match(await d.type('bt'), /Uncaught Error \[ERR_DEBUGGER_ERROR\]: Requires execution to be paused/);
  assert.strictEqual(await d.end(), 0);
})();
