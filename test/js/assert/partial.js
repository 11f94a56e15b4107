// SPDX-License-Identifier: MIT
// partialDeepStrictEqual() wants a part.
'use strict';
const assert = require('node:assert');
assert.partialDeepStrictEqual({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3 } });
assert.partialDeepStrictEqual([1, 2, 3, 4], [2, 4]);
assert.partialDeepStrictEqual(new Set([1, { a: 1 }]), new Set([{ a: 1 }]));
assert.throws(() => assert.partialDeepStrictEqual([1, 2], [2, 1]), { code: 'ERR_ASSERTION' });
assert.throws(() => assert.partialDeepStrictEqual({ a: 1 }, { a: 1, b: 2 }), { code: 'ERR_ASSERTION' });
