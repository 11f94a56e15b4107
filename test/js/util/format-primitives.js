// SPDX-License-Identifier: MIT
// Primitives look the same in format() as inspect() shows them, with all of its options.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');

// Before anything has loaded inspect(): a program of its own.
assert.strictEqual(execFileSync(process.execPath, ['-e', "console.log(1, -0, 2n, true, null, undefined, 'text', NaN)"], { encoding: 'utf8' }),
                   '1 -0 2n true null undefined text NaN\n');

const util = require('node:util');
const values = [0, -0, 1.5, -123456.789, NaN, Infinity, 12345678n, -1n, true, false, null, undefined, Symbol('s')];
for (const options of [{}, { colors: true }, { colors: undefined }, { numericSeparator: true }, { stylize: (text, type) => `<${type}:${text}>` }]) {
  for (const value of values) {
    const expected = util.inspect(value, options);
    assert.strictEqual(util.formatWithOptions(options, value), expected);
    assert.strictEqual(util.formatWithOptions(options, 'a', value), `a ${expected}`);
  }
}
util.inspect.defaultOptions.colors = true;
assert.strictEqual(util.format(1), '\u001b[33m1\u001b[39m');
util.inspect.defaultOptions.colors = false;
util.inspect.defaultOptions.numericSeparator = true;
assert.strictEqual(util.format(1234567), '1_234_567');
