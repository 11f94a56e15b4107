// SPDX-License-Identifier: MIT
'use strict';
// Memory that is gone, cut off or shared, characters that are cut in two by it, and wrong receivers.
const assert = require('assert');
const { StringDecoder } = require('string_decoder');

const encodings = ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1', 'ascii'];
for (const encoding of encodings) {
  const decoder = new StringDecoder(encoding);
  const gone = new Uint8Array(5).fill(97);
  structuredClone(gone.buffer, { transfer: [gone.buffer] });
  assert.strictEqual(decoder.write(gone), '');
  const memory = new ArrayBuffer(8, { maxByteLength: 16 });
  const view = new Uint8Array(memory).fill(97);
  const all = decoder.write(view) + decoder.end();
  for (const size of [3, 0]) {
    memory.resize(size);
    assert.ok((decoder.write(view) + decoder.end()).length <= all.length);
  }
  const cut = new Uint8Array(memory, 0, 0);
  assert.strictEqual(decoder.write(cut), '');
  assert.strictEqual(decoder.write(Buffer.alloc(0)), '');
  assert.strictEqual(decoder.end(), '');
  assert.strictEqual((decoder.write(new Uint8Array(new SharedArrayBuffer(4))) + decoder.end()).length > 0, true);
  for (const value of [undefined, null, 5, {}, [], Symbol('s'), new ArrayBuffer(4), () => {}]) {
    assert.throws(() => decoder.write(value), { code: 'ERR_INVALID_ARG_TYPE' }, encoding);
  }
}

// What the first bytes of a character have left is a copy.
const bytes = Buffer.from(new ArrayBuffer(2));
bytes.set([0xe2, 0x82]);
const euro = new StringDecoder('utf8');
assert.strictEqual(euro.write(bytes), '');
structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
assert.strictEqual(euro.write(Buffer.from([0xac])), '\u20ac');
for (const broken of [[0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5], [0xe2, 0x28], [0xf0, 0x9f, 0x92]]) {
  const decoder = new StringDecoder();
  assert.strictEqual(broken.map((byte) => decoder.write(Buffer.from([byte]))).join('') + decoder.end(), Buffer.from(broken).toString());
}
for (const encoding of ['none', 5, {}, Symbol('s')]) assert.throws(() => new StringDecoder(encoding), (error) => error instanceof TypeError);
for (const self of [undefined, null, 1, {}, Object.create(StringDecoder.prototype)]) {
  for (const method of ['write', 'end', 'text']) assert.throws(() => StringDecoder.prototype[method].call(self, Buffer.from('a')), { name: 'TypeError' });
}
