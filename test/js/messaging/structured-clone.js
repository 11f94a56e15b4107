// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');

const cyclic = { list: [1, 2n, new Date(5), /x/gi, new Map([[{ a: 1 }, new Set('ab')]])], view: new Uint16Array([1, 2]) };
cyclic.self = cyclic;
const copy = structuredClone(cyclic);
assert.deepStrictEqual(copy, cyclic);
assert.strictEqual(copy.self, copy);

const buffer = new ArrayBuffer(8);
assert.strictEqual(structuredClone(buffer, { transfer: [buffer] }).byteLength, 8);
assert(buffer.detached);
assert.throws(() => structuredClone(buffer, { transfer: [buffer] }), { name: 'DataCloneError', code: 25 });

const shared = new SharedArrayBuffer(4);
new Uint8Array(structuredClone(shared))[0] = 7;
assert.strictEqual(new Uint8Array(shared)[0], 7);

assert.throws(() => structuredClone(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => structuredClone(() => {}), { name: 'DataCloneError' });
assert.throws(() => structuredClone(1, 1), { code: 'ERR_INVALID_ARG_TYPE' });

// A getter that detaches what is to be transferred must not leave anything half done.
const victim = new ArrayBuffer(16);
assert.throws(() => structuredClone({ get x() { structuredClone(victim, { transfer: [victim] }); return 1; } },
  { transfer: [victim] }), { name: 'DataCloneError' });
