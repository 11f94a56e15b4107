// SPDX-License-Identifier: MIT
// The REPL: several lines, top-level await, errors, _.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const input = 'const a = await 5\na + 1\n_ * 2\nfunction f() {\nreturn 3 }\nf()\nnope\n{ b: 1 }\n';
const { stdout } = spawnSync(process.execPath, ['-i'], { input, encoding: 'utf8' });
const answers = stdout.split(/^[>|] (?:[>|] )*/m).slice(1).map((text) => text.trim());
assert.deepStrictEqual(answers.filter((text) => text !== ''), [
  'undefined', '6', '12', 'undefined', '3', 'Uncaught ReferenceError: nope is not defined', '{ b: 1 }',
]);
