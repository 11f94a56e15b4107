// SPDX-License-Identifier: MIT
// AbortSignal.any() follows its sources, also through other composites, and keeps the reason.
'use strict';
const assert = require('node:assert');
const a = new AbortController();
const b = new AbortController();
const both = AbortSignal.any([a.signal, b.signal]);
const outer = AbortSignal.any([both]);
const order = [];
outer.onabort = () => order.push('outer');
both.addEventListener('abort', () => order.push(outer.aborted));
b.abort('why');
assert.strictEqual(outer.reason, 'why');
assert.deepStrictEqual(order, [true, 'outer']);
a.abort('later');
assert.strictEqual(both.reason, 'why');
assert.strictEqual(AbortSignal.any([AbortSignal.abort(1)]).reason, 1);
assert.strictEqual(AbortSignal.any([]).aborted, false);
