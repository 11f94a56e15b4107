// SPDX-License-Identifier: MIT
// URLPattern: wrong arguments and patterns, with Node's codes and words.
'use strict';
const assert = require('node:assert');
const { inspect } = require('node:util');

const TYPE = 'ERR_INVALID_ARG_TYPE', PATTERN = 'ERR_INVALID_URL_PATTERN', FAILED = 'ERR_OPERATION_FAILED';
const any = new URLPattern({});
const table = [
  [() => new URLPattern(5), TYPE, 'Input must be an object or a string'],
  [() => new URLPattern('x', 5), TYPE, 'second argument must be a string or object'],
  [() => new URLPattern({}, Symbol('x')), TYPE, 'second argument must be a string or object'],
  [() => new URLPattern({}, {}, {}), TYPE, 'second argument must be a string'],
  [() => new URLPattern('/x', 'http://a', 5), TYPE, 'options must be an object'],
  [() => new URLPattern('x'), PATTERN, 'Failed to construct URLPattern'],
  [() => new URLPattern('/x', 'no URL'), PATTERN, 'Failed to construct URLPattern'],
  [() => new URLPattern({ pathname: '(' }), PATTERN, 'Failed to construct URLPattern'],
  [() => any.exec(5), TYPE, 'URLPattern input needs to be a string or an object'],
  [() => any.test(Symbol('x')), TYPE, 'URLPattern input needs to be a string or an object'],
  [() => any.exec('http://a/', {}), TYPE, 'baseURL must be a string'],
  [() => any.test({}, 5), TYPE, 'baseURL must be a string'],
  [() => any.exec({}, 'http://a'), FAILED, 'Failed to exec URLPattern'],
  [() => any.test({}, 'http://a'), FAILED, 'Failed to test URLPattern'],
];
for (const [call, code, message] of table) assert.throws(call, { name: 'TypeError', code, message });
assert.strictEqual(inspect(any), 'URLPattern {}');
assert.strictEqual(new URLPattern(() => {}).pathname, '*');
assert.strictEqual(new URLPattern('/:x', 'http://a', { ignoreCase: true }).exec('http://A/b').pathname.groups.x, 'b');
const getter = { get pathname() { throw new Error('mine'); } };
assert.throws(() => new URLPattern(getter), /mine/);
