// SPDX-License-Identifier: MIT
// mock.property() of an accessor without a value starts with what the accessor gives; all are restored at once.
// mock.module is there only with its option.
'use strict';

const assert = require('node:assert');
const { mock } = require('node:test');

const object = { plain: 1, get accessor() { return 2; } };
mock.property(object, 'plain', 5);
mock.property(object, 'accessor');
assert.deepStrictEqual([object.plain, object.accessor], [5, 2]);
mock.restoreAll();
assert.strictEqual(object.plain, 1);
assert.ok(Object.getOwnPropertyDescriptor(object, 'accessor').get);

const fn = mock.fn();
fn();
assert.strictEqual(Object.getPrototypeOf(fn.mock.calls[0]), null);
assert.strictEqual(mock.module, undefined);
