// SPDX-License-Identifier: MIT
// path: what getters and conversions of arguments throw, proxies, lone surrogates and NUL.
'use strict';
const assert = require('node:assert');
const path = require('node:path');
const { checkOutcomes, mine, revoked } = require('../../fixtures/outcome');
const { posix, win32 } = path;

const table = [
  [() => posix.join('a', revoked()), `TypeError undefined: Cannot perform 'get' on a proxy that has been revoked`],
  [() => posix.join('a', 5, mine), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string. Received type number (5)'],
  [() => posix.join(new String('a')), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string. Received an instance of String'],
  [() => posix.resolve('/a', null), 'TypeError ERR_INVALID_ARG_TYPE: The "paths[1]" argument must be of type string. Received null'],
  [() => posix.resolve('a', {}, '/x'), 'returned'],
  [() => posix.relative({}, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "from" argument must be of type string. Received an instance of Object'],
  [() => posix.relative('a', Symbol('s')), 'TypeError ERR_INVALID_ARG_TYPE: The "to" argument must be of type string. Received type symbol (Symbol(s))'],
  [() => posix.basename('a', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "suffix" argument must be of type string. Received type number (5)'],
  [() => posix.basename(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "suffix" argument must be of type string. Received type number (5)'],
  [() => posix.basename('a', { toString: mine }), 'TypeError ERR_INVALID_ARG_TYPE: The "suffix" argument must be of type string. Received an instance of Object'],
  [() => posix.format({ get dir() { mine(); } }), 'Error undefined: mine'],
  [() => posix.format({ get base() { mine(); }, get dir() { throw new Error('dir'); } }), 'Error undefined: dir'],
  [() => posix.format(revoked()), `TypeError undefined: Cannot perform 'IsArray' on a proxy that has been revoked`],
  [() => posix.format([]), 'TypeError ERR_INVALID_ARG_TYPE: The "pathObject" argument must be of type object. Received an instance of Array'],
  [() => posix.format('x'), `TypeError ERR_INVALID_ARG_TYPE: The "pathObject" argument must be of type object. Received type string ('x')`],
  [() => posix.format(null), 'TypeError ERR_INVALID_ARG_TYPE: The "pathObject" argument must be of type object. Received null'],
  [() => posix.parse(revoked()), `TypeError undefined: Cannot perform 'get' on a proxy that has been revoked`],
  [() => posix.isAbsolute({ toString: mine }), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string. Received an instance of Object'],
  [() => posix.matchesGlob('a', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "pattern" argument must be of type string. Received type number (5)'],
  [() => posix.matchesGlob(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string. Received type number (5)'],
  [() => win32.join('a', null), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string. Received null'],
  [() => win32.resolve(1, 2), 'TypeError ERR_INVALID_ARG_TYPE: The "paths[1]" argument must be of type string. Received type number (2)'],
  [() => win32.relative(1, 2), 'TypeError ERR_INVALID_ARG_TYPE: The "from" argument must be of type string. Received type number (1)'],
  [() => win32.basename(1, 2), 'TypeError ERR_INVALID_ARG_TYPE: The "suffix" argument must be of type string. Received type number (2)'],
  [() => win32.format(1), 'TypeError ERR_INVALID_ARG_TYPE: The "pathObject" argument must be of type object. Received type number (1)'],
  [() => win32.toNamespacedPath(revoked()), `TypeError undefined: Cannot perform 'get' on a proxy that has been revoked`],
  [() => posix.toNamespacedPath(revoked()), `TypeError undefined: Cannot perform 'get' on a proxy that has been revoked`],
];

checkOutcomes(table);
for (const odd of ['\ud800', 'a\0b', '\udc00/\ud800', 'x'.repeat(1 << 20)]) {
  for (const p of [posix, win32]) {
    assert.strictEqual(p.basename(`/x/${odd}.e`, '.e'), p.basename(odd));
    assert.strictEqual(p.normalize(odd), p === posix ? odd : odd.replaceAll('/', '\\'));
    assert.ok(p.join('a', odd).endsWith(p.normalize(odd)));
  }
}
