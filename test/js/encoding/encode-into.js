// SPDX-License-Identifier: MIT
// encodeInto() writes whole characters only, and says what it took.
'use strict';
const assert = require('node:assert');

const encoder = new TextEncoder();
assert.deepStrictEqual(encoder.encodeInto('a€b', new Uint8Array(3)), { read: 1, written: 1 });
assert.deepStrictEqual(encoder.encodeInto('a€b', new Uint8Array(4)), { read: 2, written: 4 });
assert.deepStrictEqual(encoder.encodeInto('😀', new Uint8Array(4)), { read: 2, written: 4 });
assert.deepStrictEqual(encoder.encodeInto('é', new Uint8Array(0)), { read: 0, written: 0 });
assert.deepStrictEqual([...encoder.encode('\ud800')], [0xef, 0xbf, 0xbd]);
assert.strictEqual(encoder.encode('é'.repeat(100)).length, 200);
