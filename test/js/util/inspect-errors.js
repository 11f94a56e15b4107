// SPDX-License-Identifier: MIT
// inspect() shows causes, classes and properties of errors.
'use strict';
const assert = require('node:assert');
const { inspect } = require('node:util');

const cause = new TypeError('inner');
const error = new Error('outer', { cause });
error.code = 'X';
const text = inspect(error);
assert.match(text, /^Error: outer\n {4}at /);
assert.match(text, /\[cause\]: TypeError: inner\n/);
assert.match(text, /code: 'X'/);
class ValidationError extends Error {}
assert.match(inspect(new ValidationError('bad')), /^ValidationError: bad\n/);
const bare = new Error('no stack');
bare.stack = undefined;
assert.strictEqual(inspect(bare), '[Error: no stack]');
