// SPDX-License-Identifier: MIT
// Arrays of primitives: what === says is not all there is to it.
'use strict';
const assert = require('assert');
const { isDeepStrictEqual } = require('util');

const same = (a, b, wanted) => assert.strictEqual(isDeepStrictEqual(a, b), wanted);
same([1, 'a', true, null, 2n], [1, 'a', true, null, 2n], true);
same([1, 2], [1, 3], false);
same([0], [-0], false);
same([NaN], [NaN], true);
same([undefined], new Array(1), false);
same(new Array(2), new Array(2), true);
same(Object.assign([1], { x: 1 }), [1], false);
same([1], Object.assign([1], { [Symbol('s')]: 1 }), false);
same([1, [2, { a: 3 }]], [1, [2, { a: 3 }]], true);
same([1, [2, { a: 3 }]], [1, [2, { a: 4 }]], false);
same([print], [print], true);
assert.deepEqual([1, '2', 0], ['1', 2, -0]);

// Cycles, next to others that have come and gone.
function cyclic(last) {
  const array = [[1], { a: [2] }];
  array.push(array, { array, deep: { array, last } });
  return array;
}
same(cyclic(1), cyclic(1), true);
same(cyclic(1), cyclic(2), false);

function print() {}
