// SPDX-License-Identifier: MIT
// Buffer.concat() of few and of many parts: cut off, filled up, refused, and with lists that are no plain arrays.
'use strict';
const assert = require('assert');

for (const count of [1, 2, 3, 12, 13, 40]) {
  const parts = Array.from({ length: count }, (_, i) => (i % 3 ? Buffer.alloc(i, i) : new Uint8Array(i + 1).fill(i)));
  const want = parts.flatMap((part) => [...part]);
  assert.deepStrictEqual([...Buffer.concat(parts)], want);
  for (const length of [0, 1, want.length - 1, want.length, want.length + 5]) {
    const wanted = Array.from({ length }, (_, i) => want[i] ?? 0);
    assert.deepStrictEqual([...Buffer.concat(parts, length)], wanted);
  }
  for (const other of [null, undefined, 'text', {}, new Uint16Array(2), new ArrayBuffer(1), new DataView(new ArrayBuffer(2))]) {
    const list = parts.toSpliced(count - 1, 1, other);
    assert.throws(() => Buffer.concat(list, 20), { code: 'ERR_INVALID_ARG_TYPE', message: new RegExp(`"list\\[${count - 1}\\]"`) });
  }
  assert.deepStrictEqual([...Buffer.concat(new Proxy(parts, {}))], want);
  const holes = [...parts];
  holes.length = count + 1;
  assert.throws(() => Buffer.concat(holes), { code: 'ERR_INVALID_ARG_TYPE' });
  const getter = [...parts];
  Object.defineProperty(getter, 0, { get() { throw new Error('looked'); } });
  assert.throws(() => Buffer.concat(getter, 5), { message: 'looked' });
}
assert.throws(() => Buffer.concat('no list'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Buffer.concat([Buffer.alloc(1)], -1), { code: 'ERR_OUT_OF_RANGE' });
