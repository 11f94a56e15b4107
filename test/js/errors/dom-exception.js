// SPDX-License-Identifier: MIT
// DOMException: a native error with legacy codes.
'use strict';
const assert = require('node:assert');
const { types } = require('node:util');

const error = new DOMException('gone', 'NotFoundError');
assert.ok(error instanceof Error);
assert.ok(types.isNativeError(error));
assert.strictEqual(error.code, 8);
assert.strictEqual(error.code, DOMException.NOT_FOUND_ERR);
assert.strictEqual(error.stack.split('\n')[0], 'NotFoundError: gone');
assert.strictEqual(new DOMException('x', { name: 'DataError', cause: 5 }).cause, 5);
assert.strictEqual(Object.prototype.toString.call(error), '[object DOMException]');
assert.throws(() => Reflect.get(DOMException.prototype, 'name'), { code: 'ERR_INVALID_THIS' });

const clone = structuredClone(error);
assert.ok(clone instanceof DOMException);
assert.deepStrictEqual([clone.name, clone.message, clone.code, clone.stack], ['NotFoundError', 'gone', 8, error.stack]);
