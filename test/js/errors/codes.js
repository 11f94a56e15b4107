// SPDX-License-Identifier: MIT
// Errors have code, name and stack as in Node.js.
'use strict';
const assert = require('node:assert');
let error;
try {
  Buffer.alloc('x');
} catch (caught) {
  error = caught;
}
assert.strictEqual(error.code, 'ERR_INVALID_ARG_TYPE');
assert.strictEqual(error.name, 'TypeError');
assert.strictEqual(error.constructor, TypeError);
assert.strictEqual(error.message, 'The "size" argument must be of type number. Received type string (\'x\')');
assert.match(error.stack, /^TypeError \[ERR_INVALID_ARG_TYPE\]: The "size"/);
assert.strictEqual(`${error}`, `TypeError [ERR_INVALID_ARG_TYPE]: ${error.message}`);
assert.deepStrictEqual(Object.keys(error), ['code']);

// A program's own preparation of stacks is respected.
Error.prepareStackTrace = (_, sites) => sites.length > 0 && sites[0].getLineNumber();
const line = new Error('x').stack;
Error.prepareStackTrace = undefined;
assert.strictEqual(typeof line, 'number');
