// SPDX-License-Identifier: MIT
// Sparse arrays are compared by the items they have, not by their length.
'use strict';
const assert = require('assert');

function sparse(length, items) {
  const array = new Array(length);
  for (const key in items) array[key] = items[key];
  return array;
}
const big = sparse(2 ** 32 - 1, { 0: 1, 5: { a: 1 }, 1_200_000: 'x' });
assert.deepStrictEqual(big, sparse(2 ** 32 - 1, { 0: 1, 5: { a: 1 }, 1_200_000: 'x' }));
assert.notDeepStrictEqual(big, sparse(2 ** 32 - 1, { 0: 1, 5: { a: 2 }, 1_200_000: 'x' }));
assert.notDeepStrictEqual(big, sparse(2 ** 32 - 1, { 0: 1, 6: { a: 1 }, 1_200_000: 'x' }));
assert.partialDeepStrictEqual(big, sparse(2 ** 31, { 0: 1, 1_200_000: 'x' }));
assert.throws(() => assert.partialDeepStrictEqual(big, sparse(2 ** 31, { 0: 'x', 1: 1 })), assert.AssertionError);
assert.notDeepStrictEqual([1, , 3], [1, undefined, 3]); // eslint-disable-line no-sparse-arrays
assert.deepEqual([1, , 3], [1, , 3]); // eslint-disable-line no-sparse-arrays
const extra = Object.assign(sparse(10, { 3: 1 }), { name: 'n' });
assert.deepStrictEqual(extra, Object.assign(sparse(10, { 3: 1 }), { name: 'n' }));
assert.notDeepStrictEqual(extra, sparse(10, { 3: 1 }));
