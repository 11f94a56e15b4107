// SPDX-License-Identifier: MIT
// An entry of the history can be a line of several: up and down move inside it, Enter gives it back with its line ends.
'use strict';

const assert = require('node:assert');
const readline = require('node:readline');
const { PassThrough } = require('node:stream');

const lines = [];
const rl = readline.createInterface({ input: new PassThrough(), output: new PassThrough(), terminal: true, history: ['three\rtwo\r1', 'old'] });
rl.on('line', (line) => lines.push(line));
const press = (...names) => names.forEach((name) => rl.write(null, { name }));

press('up');
assert.deepStrictEqual([rl.line, rl.cursor], ['1\ntwo\nthree', 11]);
press('up');
assert.strictEqual(rl.cursor, 5); // the end of `two`
press('up');
assert.strictEqual(rl.cursor, 1);
press('down', 'down');
assert.strictEqual(rl.cursor, 11); // the column it came from
press('left', 'up');
assert.strictEqual(rl.cursor, 5);
press('left', 'up', 'up');
assert.strictEqual(rl.line, 'old');
press('down');
assert.strictEqual(rl.line, '1\ntwo\nthree');
rl.write('!');
press('enter');
assert.deepStrictEqual(lines, ['1\ntwo\nthree!']);
assert.deepStrictEqual(rl.history, ['three!\rtwo\r1', 'three\rtwo\r1', 'old']);
rl.close();
