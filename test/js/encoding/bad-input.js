// SPDX-License-Identifier: MIT
'use strict';
// TextDecoder and TextEncoder: what is no bytes, options before input, and memory that getters and conversions take away.
const assert = require('assert');

const list = 'The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.';
const icu = 'The "input" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.';
const one = 'The "input" argument must be an instance of ArrayBuffer or ArrayBufferView. Received ';
for (const [label, whole, part] of [['utf-8', list, `${one}type number (1)`], ['latin1', `${one}type number (1)`, `${one}type number (1)`],
  ['koi8-r', `${one}type number (1)`, `${one}type number (1)`], ['utf-16le', icu, icu], ['utf-16be', icu, icu], ['gbk', icu, icu]]) {
  for (const fatal of [false, true]) {
    const decoder = new TextDecoder(label, { fatal });
    const refused = (message) => ({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message });
    assert.throws(() => decoder.decode(1), refused(whole), label);
    assert.throws(() => decoder.decode(1, { stream: true }), refused(part), label);
    for (const input of [null, 'x', {}, [], true, Symbol('s'), 1n, () => {}]) assert.throws(() => decoder.decode(input), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => decoder.decode(1, 5), refused('The "options" argument must be of type object. Received type number (5)'));
    assert.strictEqual(decoder.decode(), '');
  }
}
for (const self of [undefined, null, 1, {}, Object.create(TextDecoder.prototype), new TextEncoder()]) {
  assert.throws(() => TextDecoder.prototype.decode.call(self, new Uint8Array(1)), { name: 'TypeError', code: 'ERR_INVALID_THIS' });
}

// A getter that transfers, shrinks or grows the memory: never more than there is.
for (const label of ['utf-8', 'utf-16le', 'gbk']) {
  const gone = new Uint8Array(64).fill(65);
  const take = { get stream() { structuredClone(gone.buffer, { transfer: [gone.buffer] }); return false; } };
  assert.strictEqual(new TextDecoder(label).decode(gone, take), '');
  for (const size of [2, 12]) {
    const memory = new ArrayBuffer(8, { maxByteLength: 16 });
    const text = new TextDecoder(label).decode(new Uint8Array(memory).fill(65), { get stream() { memory.resize(size); return false; } });
    assert.strictEqual(text.length, label === 'utf-16le' ? size / 2 : size);
  }
}

// Conversions of the text take the target away.
for (const size of [0, 2]) {
  const memory = new ArrayBuffer(8, { maxByteLength: 8 });
  const target = new Uint8Array(memory);
  const text = { toString() { memory.resize(size); return 'a\ud800b\u00e4'; } };
  assert.throws(() => new TextEncoder().encodeInto(text, target), { code: 'ERR_INVALID_ARG_TYPE' }); // is not converted
  memory.resize(size);
  assert.deepStrictEqual(new TextEncoder().encodeInto('abcd', target), { read: size, written: size });
}
assert.deepStrictEqual([...new TextEncoder().encode('a\ud800b')], [97, 239, 191, 189, 98]);
for (const bytes of [[0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0xff]]) {
  assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes)), { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
  assert.match(new TextDecoder().decode(Uint8Array.from(bytes)), /^\ufffd+$/);
}
