// SPDX-License-Identifier: MIT
'use strict';
// copy(), fill() and compare() whose arguments are converted while the memory goes away: what is counted is what there is.
const assert = require('assert');

const makes = [() => new ArrayBuffer(64), () => new ArrayBuffer(64, { maxByteLength: 128 })];
const takes = [(memory) => { if (!memory.detached) structuredClone(memory, { transfer: [memory] }); }, (memory) => memory.resizable && memory.resize(0), (memory) => memory.resizable && memory.resize(128)];
for (const make of makes) {
  for (const take of takes) {
    const evil = (memory, value) => ({ valueOf() { take(memory); return value; } });
    const rooms = () => { const memory = make(); return [Buffer.from(memory).fill(97), memory]; };
    let [buffer, memory] = rooms();
    const left = (start) => Math.max(0, Math.min(60, memory.byteLength) - start); // to be read after the call

    let count;
    const copy = (call) => { try { count = call(); } catch (error) { assert.strictEqual(error.code, 'ERR_OUT_OF_RANGE'); count = undefined; } };
    copy(() => buffer.copy(Buffer.alloc(64), 0, evil(memory, 1), 60));
    if (memory.byteLength === 0) assert.strictEqual(count, undefined); // no place 1 any more
    else assert.strictEqual(count, left(1));

    [buffer, memory] = rooms();
    copy(() => buffer.copy(Buffer.alloc(64), 0, 0, evil(memory, 60)));
    assert.strictEqual(count, memory.byteLength === 0 ? 0 : 60);

    [buffer, memory] = rooms();
    copy(() => Buffer.alloc(64, 'b').copy(buffer, evil(memory, 2), 0, 60));
    assert.strictEqual(count, memory.byteLength === 0 ? 0 : 60);
    if (count > 0) assert.strictEqual(buffer.latin1Slice(0, 4), 'aabb');

    [buffer, memory] = rooms();
    copy(() => buffer.copy(buffer, evil(memory, 2), 0, 60));
    assert.strictEqual(count, memory.byteLength === 0 ? 0 : 60);
  }
}

// Sizes and offsets that cannot be; of two the first.
const source = Buffer.from('0123456789');
const target = Buffer.alloc(4);
for (const value of [-1, -(2 ** 31), -(2 ** 53), -Infinity]) {
  const expected = (name) => ({ code: 'ERR_OUT_OF_RANGE', message: new RegExp(`"${name}"`) });
  if (value === -Infinity) { assert.strictEqual(source.copy(target, value), 4); continue; }
  assert.throws(() => source.copy(target, value, value, value), expected('targetStart'));
  assert.throws(() => source.copy(target, 0, value, value), expected('sourceStart'));
  assert.throws(() => source.copy(target, 0, 0, value), expected('sourceEnd'));
}
for (const value of [2 ** 31, 2 ** 32, 2 ** 53]) {
  assert.strictEqual(source.copy(target, value), 0);
  assert.throws(() => source.copy(target, 0, value), { code: 'ERR_OUT_OF_RANGE', message: /"sourceStart"/ });
  assert.strictEqual(source.copy(target, 0, 0, value), 4);
}
for (const value of [1n, Symbol('s')]) assert.throws(() => source.copy(target, value), { name: 'TypeError' });
for (const value of [NaN, Infinity, 'x', {}, null, undefined, () => {}]) assert.strictEqual(source.copy(target, value), 4);
