// SPDX-License-Identifier: MIT
// isDeepStrictEqual(): collections, cycles, hidden state.
'use strict';
const assert = require('node:assert');
const { isDeepStrictEqual } = require('node:util');

assert.ok(isDeepStrictEqual(new Map([[{ a: 1 }, new Set([[1]])]]), new Map([[{ a: 1 }, new Set([[1]])]])));
assert.ok(!isDeepStrictEqual(new Set([{ a: 1 }]), new Set([{ a: 2 }])));
assert.ok(!isDeepStrictEqual([undefined], [,])); // eslint-disable-line no-sparse-arrays
assert.ok(!isDeepStrictEqual(0, -0));
assert.ok(isDeepStrictEqual(NaN, NaN));
assert.ok(!isDeepStrictEqual(new Error('a', { cause: 1 }), new Error('a', { cause: 2 })));
assert.ok(!isDeepStrictEqual(new Float32Array([0]), new Float32Array([-0])));
const a = {};
a.a = a;
const b = { a: {} };
b.a.a = b;
assert.ok(!isDeepStrictEqual(a, { a: { a } }));
assert.ok(isDeepStrictEqual([a], [a]));
