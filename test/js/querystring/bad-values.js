// SPDX-License-Identifier: MIT
// querystring, punycode: values of wrong types, getters that throw, separators that are no strings, lone surrogates.
'use strict';
const assert = require('node:assert');
const querystring = require('node:querystring');
const { checkOutcomes, mine, revoked } = require('../../fixtures/outcome');
const punycode = process.getBuiltinModule('punycode');
function detached() {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}
function shrunk() { // a view of what is no longer there
  const memory = new ArrayBuffer(64, { maxByteLength: 64 });
  const view = new Uint8Array(memory, 16, 32);
  memory.resize(8);
  return view;
}

const table = [
  [() => querystring.escape({ toString: mine }), 'Error undefined: mine'],
  [() => querystring.escape(Symbol('s')), 'TypeError undefined: Cannot convert a Symbol value to a string'],
  [() => querystring.escape('\ud800'), 'URIError ERR_INVALID_URI: URI malformed'],
  [() => querystring.escape(Object.create(null)), 'TypeError undefined: Cannot convert object to primitive value'],
  [() => querystring.stringify({ get a() { mine(); } }), 'Error undefined: mine'],
  [() => querystring.stringify(revoked()), `TypeError undefined: Cannot perform 'ownKeys' on a proxy that has been revoked`],
  [() => querystring.stringify({ a: '\udc00' }), 'URIError ERR_INVALID_URI: URI malformed'],
  [() => querystring.stringify({ a: 1 }, { toString: mine }), 'returned'],
  [() => querystring.parse('a=1', { toString: mine }), 'Error undefined: mine'],
  [() => querystring.parse('a=1', '&', { toString: mine }), 'Error undefined: mine'],
  [() => querystring.parse('a=1', '&', '=', { get maxKeys() { mine(); } }), 'Error undefined: mine'],
  [() => querystring.parse('a=1', '&', '=', { get decodeURIComponent() { mine(); } }), 'Error undefined: mine'],
  [() => querystring.unescape(Symbol('s')), 'TypeError ERR_INVALID_ARG_TYPE: The "size" argument must be of type number. Received undefined'],
  [() => querystring.unescapeBuffer(5), 'TypeError ERR_INVALID_ARG_TYPE: The "size" argument must be of type number. Received undefined'],
  [() => querystring.unescapeBuffer({}), 'TypeError ERR_INVALID_ARG_TYPE: The "size" argument must be of type number. Received undefined'],
  [() => querystring.unescapeBuffer(null), `TypeError undefined: Cannot read properties of null (reading 'length')`],
  [() => querystring.unescapeBuffer(undefined), `TypeError undefined: Cannot read properties of undefined (reading 'length')`],
  [() => querystring.unescapeBuffer({ length: -1 }), 'RangeError ERR_OUT_OF_RANGE: The value of "size" is out of range. It must be >= 0 && <= 9007199254740991. Received -1'],
  [() => querystring.unescapeBuffer({ get length() { mine(); } }), 'Error undefined: mine'],
  [() => querystring.unescapeBuffer(revoked()), `TypeError undefined: Cannot perform 'get' on a proxy that has been revoked`],
  [() => punycode.encode(), `TypeError undefined: Cannot read properties of undefined (reading 'length')`],
  [() => punycode.encode(5), 'returned'],
  [() => punycode.decode('\u00e4-'), 'RangeError undefined: Illegal input >= 0x80 (not a basic code point)'],
  [() => punycode.decode('99999999'), 'RangeError undefined: Overflow: input needs wider integers to process'],
  [() => punycode.toASCII(5), 'TypeError undefined: domain.split is not a function'],
  [() => punycode.toUnicode('xn--\u00e4'), 'RangeError undefined: Invalid input'],
  [() => punycode.ucs2.encode(5), 'TypeError undefined: Spread syntax requires ...iterable[Symbol.iterator] to be a function'],
  [() => punycode.ucs2.encode([-1]), 'RangeError undefined: Invalid code point -1'],
  [() => punycode.ucs2.encode([1.5]), 'RangeError undefined: Invalid code point 1.5'],
];

checkOutcomes(table);
// A symbol is a separator like any other text, which comes nowhere.
assert.deepStrictEqual({ ...querystring.parse('a=1&b=2', Symbol('s')) }, { a: '1&b=2' });
assert.deepStrictEqual({ ...querystring.parse('a=1', '&', Symbol('s')) }, { 'a=1': '' });
// A decoder may give what is no string.
const one = {};
assert.deepStrictEqual({ ...querystring.parse('a=1&a=2&a=3', '&', '=', { decodeURIComponent: (text) => (text === 'a' ? text : one) }) }, { a: [one, one, one] });
assert.deepStrictEqual({ ...querystring.parse('a=1', '&', '=', { decodeURIComponent: mine }) }, { a: '1' });
// Memory that has gone holds nothing.
for (const bytes of [detached(), shrunk()]) {
  assert.strictEqual(querystring.unescapeBuffer(bytes).length, 0);
}
assert.deepStrictEqual(punycode.ucs2.decode('\ud800'), [0xd800]);
