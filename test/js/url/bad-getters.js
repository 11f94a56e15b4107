// SPDX-License-Identifier: MIT
// url: what conversions and getters of arguments throw comes through, once, and in Node's order; lone surrogates are replaced.
'use strict';
const assert = require('node:assert');
const url = require('node:url');
const { checkOutcomes, mine, revoked } = require('../../fixtures/outcome');
const text = { toString: mine };
const primitive = { [Symbol.toPrimitive]: mine };

const table = [
  [() => new URL(text), 'Error undefined: mine'],
  [() => new URL(primitive), 'Error undefined: mine'],
  [() => new URL('x', text), 'Error undefined: mine'],
  [() => new URL(text, 'bad'), 'Error undefined: mine'],
  [() => new URL(Symbol('s')), 'TypeError undefined: Cannot convert a Symbol value to a string'],
  [() => URL.canParse(primitive), 'Error undefined: mine'],
  [() => URL.parse('x', text), 'Error undefined: mine'],
  [() => new URL('http://h').href = text, 'Error undefined: mine'],
  [() => new URLSearchParams({ get a() { mine(); } }), 'Error undefined: mine'],
  [() => new URLSearchParams([['a', text]]), 'Error undefined: mine'],
  [() => new URLSearchParams([[1]]), 'TypeError ERR_INVALID_TUPLE: Each query pair must be an iterable [name, value] tuple'],
  [() => new URLSearchParams([1]), 'TypeError ERR_INVALID_TUPLE: Each query pair must be an iterable [name, value] tuple'],
  [() => new URLSearchParams({ [Symbol.iterator]: 1 }), 'TypeError ERR_ARG_NOT_ITERABLE: Query pairs must be iterable'],
  [() => new URLSearchParams(revoked()), `TypeError undefined: Cannot perform 'get' on a proxy that has been revoked`],
  [() => new URLSearchParams('a').append('b', text), 'Error undefined: mine'],
  [() => new URLSearchParams('a').append(text, primitive), 'Error undefined: mine'],
  [() => new URLSearchParams('a').delete(text), 'Error undefined: mine'],
  [() => new URLSearchParams('a').forEach(1), 'TypeError ERR_INVALID_ARG_TYPE: The "callback" argument must be of type function. Received type number (1)'],
  [() => new URLSearchParams('a').forEach(mine), 'Error undefined: mine'],
  [() => url.fileURLToPath('file:///x', { get windows() { mine(); } }), 'Error undefined: mine'],
  [() => url.fileURLToPath({ href: 1, protocol: 2 }), 'TypeError ERR_INVALID_URL_SCHEME: The URL must be of scheme file'],
  [() => url.fileURLToPath(new URL('http://x')), 'TypeError ERR_INVALID_URL_SCHEME: The URL must be of scheme file'],
  [() => url.fileURLToPath('file:///a%2fb'), 'TypeError ERR_INVALID_FILE_URL_PATH: File URL path must not include encoded / characters'],
  [() => url.pathToFileURL(1), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string. Received type number (1)'],
  [() => url.pathToFileURL('x', { get windows() { mine(); } }), 'Error undefined: mine'],
  [() => url.urlToHttpOptions(null), 'TypeError ERR_INVALID_ARG_TYPE: The "url" argument must be of type object. Received null'],
  [() => url.urlToHttpOptions({ get hostname() { mine(); } }), 'Error undefined: mine'],
  [() => url.format(1), 'TypeError ERR_INVALID_ARG_TYPE: The "urlObject" argument must be one of type object or string. Received type number (1)'],
  [() => url.format({ get protocol() { mine(); } }), 'Error undefined: mine'],
  [() => url.format(new URL('http://x'), { get fragment() { mine(); } }), 'Error undefined: mine'],
  [() => url.format(new URL('http://x'), 1), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (1)'],
  [() => url.parse(text), 'TypeError ERR_INVALID_ARG_TYPE: The "url" argument must be of type string. Received an instance of Object'],
  [() => url.parse('http://a@b@c:x'), 'returned'],
  [() => url.resolve(1, 'x'), 'TypeError ERR_INVALID_ARG_TYPE: The "url" argument must be of type string. Received type number (1)'],
  [() => url.resolve('x', null), 'TypeError ERR_INVALID_ARG_TYPE: The "url" argument must be of type string. Received null'],
  [() => url.domainToASCII(text), 'Error undefined: mine'],
  [() => url.domainToASCII(), 'TypeError ERR_MISSING_ARGS: The "domain" argument must be specified'],
  [() => new URLPattern(text), 'returned'],
  [() => new URLPattern({ get hostname() { mine(); } }), 'Error undefined: mine'],
  [() => new URLPattern('http://h/', 5), 'TypeError ERR_INVALID_ARG_TYPE: second argument must be a string or object'],
  [() => new URLPattern({ pathname: '(' }), 'TypeError ERR_INVALID_URL_PATTERN: Failed to construct URLPattern'],
  [() => URL.createObjectURL(1), 'TypeError ERR_INVALID_ARG_TYPE: The "obj" argument must be an instance of Blob. Received type number (1)'],
  [() => URL.createObjectURL(), 'TypeError ERR_INVALID_ARG_TYPE: The "obj" argument must be an instance of Blob. Received undefined'],
  [() => URL.revokeObjectURL(), 'TypeError ERR_MISSING_ARGS: The "url" argument must be specified'],
];

checkOutcomes(table);
assert.strictEqual(new URLSearchParams('a=\ud800').get('a'), '\ufffd');
assert.strictEqual(new URL('http://h/\ud800?\udc00#\ud800').href, 'http://h/%EF%BF%BD?%EF%BF%BD#%EF%BF%BD');
assert.throws(() => new URL('\ud800'), { code: 'ERR_INVALID_URL' });
assert.strictEqual(url.domainToASCII('\ud800'), '');
// Each property is read once, in this order.
const log = [];
const recording = (target) => new Proxy(target, { get(of, name) { log.push(name); return of[name]; } });
url.format(new URL('http://x'), recording({}));
assert.deepStrictEqual([...new Set(log)], ['fragment', 'unicode', 'search', 'auth']);
