// SPDX-License-Identifier: MIT
// Separators, limits, escapes that are none, and functions replaced by the program.
'use strict';
const assert = require('node:assert');
const querystring = require('node:querystring');

const parse = (...args) => ({ ...querystring.parse(...args) });
assert.deepStrictEqual(parse('a=1&b&=c&&a=%20+%zz&%C3%A9=%ff'),
  { 'a': ['1', '  %zz'], 'b': '', '': 'c', 'é': '\ufffd' });
assert.deepStrictEqual(parse('a:1;b:2', ';', ':'), { a: '1', b: '2' });
assert.deepStrictEqual(parse('a=>1, b=>2', ', ', '=>'), { a: '1', b: '2' });
assert.deepStrictEqual(parse('a', []), { a: '' });
assert.deepStrictEqual(parse('&a=1&b', null, null, { maxKeys: 2 }), { a: '1' });
assert.strictEqual(Object.getPrototypeOf(querystring.parse('__proto__=1')), null);
querystring.unescape = (text) => text.toUpperCase();
assert.deepStrictEqual(parse('a=b'), { A: 'B' });
assert.strictEqual(querystring.stringify({ a: [1, 'é &', true], b: null, c: 2n }),
  'a=1&a=%C3%A9%20%26&a=true&b=&c=2');
assert.throws(() => querystring.escape('\ud800'), { code: 'ERR_INVALID_URI' });
