// SPDX-License-Identifier: MIT
// After close() an interface cannot be paused, resumed or asked to prompt; a terminal that says 0 columns has no end.
'use strict';

const assert = require('node:assert');
const readline = require('node:readline');
const { PassThrough } = require('node:stream');

const output = new PassThrough();
output.columns = 0;
const rl = readline.createInterface({ input: new PassThrough(), output, terminal: true });
rl.prompt();
assert.deepStrictEqual(rl.getCursorPos(), { rows: 0, cols: 2 });
rl.close();
rl.close();
const closed = { code: 'ERR_USE_AFTER_CLOSE', message: 'readline was closed' };
for (const call of [() => rl.pause(), () => rl.resume(), () => rl.prompt(), () => rl.write('x')]) assert.throws(call, closed);
