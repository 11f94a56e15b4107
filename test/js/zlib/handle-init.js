// SPDX-License-Identifier: MIT
// What ssh2 does: a handle of its own, of the class that a stream's has, set up by init().
'use strict';
const assert = require('assert');
const zlib = require('zlib');
const { DEFLATE, INFLATE, Z_PARTIAL_FLUSH } = zlib.constants;
const Handle = zlib.createInflate()._handle.constructor;
assert.strictEqual(process.binding('zlib').Zlib, Handle);

function open(mode) {
  const handle = new Handle(mode);
  const state = new Uint32Array(2);
  const one = { handle, state, error: undefined, written: 0 };
  handle.onerror = function onerror(message, errno, code) {
    assert.strictEqual(this, handle);
    one.error = { message, errno, code };
  };
  handle.init(15, -1, 8, 0, state, function written() {
    assert.strictEqual(this, handle);
    one.written++;
    one.then?.();
  }, undefined);
  return one;
}

function run(one, input) {
  const out = Buffer.alloc(1000);
  one.handle.writeSync(Z_PARTIAL_FLUSH, input, 0, input.length, out, 0, out.length);
  assert.strictEqual(one.error, undefined);
  assert.strictEqual(one.state[1], 0);
  return out.subarray(0, out.length - one.state[0]);
}

const packer = open(DEFLATE), unpacker = open(INFLATE);
for (const text of ['first packet', 'second packet', 'second packet']) {
  assert.strictEqual(run(unpacker, run(packer, Buffer.from(text))).toString(), text);
}

// write() is the same in the pool.
const out = Buffer.alloc(100);
packer.then = () => {
  assert.strictEqual(run(unpacker, out.subarray(0, 100 - packer.state[0])).toString(), 'third');
  packer.handle.close();
  unpacker.handle.close();
};
packer.handle.write(Z_PARTIAL_FLUSH, Buffer.from('third'), 0, 5, out, 0, 100);
assert.strictEqual(packer.written, 0);

const broken = open(INFLATE);
broken.handle.writeSync(Z_PARTIAL_FLUSH, Buffer.from('garbage'), 0, 7, Buffer.alloc(64), 0, 64);
assert.deepStrictEqual(broken.error, { message: 'incorrect header check', errno: -3, code: 'Z_DATA_ERROR' });
assert.deepStrictEqual([...broken.state], [0, 0]);

new Handle(DEFLATE).close(); // one that never was set up
process.on('exit', () => assert.strictEqual(packer.written, 1));
