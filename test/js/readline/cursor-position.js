// SPDX-License-Identifier: MIT
// The cursor's position under both its names: programs of old ask for _getCursorPos().
'use strict';
const assert = require('node:assert');
const readline = require('node:readline');
const { PassThrough } = require('node:stream');

const rl = readline.createInterface({ input: new PassThrough(), output: new PassThrough(), terminal: true, prompt: '> ' });
rl.write('abc');
assert.deepStrictEqual(rl._getCursorPos(), { cols: 5, rows: 0 });
assert.deepStrictEqual(rl.getCursorPos(), { cols: 5, rows: 0 });
rl.close();
