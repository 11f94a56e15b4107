// SPDX-License-Identifier: MIT
// Whole buffers take a faster way where that gives the same: limits, members, garbage and errors are zlib's.
'use strict';
const assert = require('node:assert');
const zlib = require('node:zlib');
const { randomFillSync } = require('node:crypto');

const kinds = [['gzip', 'gunzip'], ['deflate', 'inflate'], ['deflateRaw', 'inflateRaw'], ['gzip', 'unzip'], ['deflate', 'unzip']];
const inputs = [Buffer.alloc(0), Buffer.from('a'), Buffer.alloc(1 << 20), randomFillSync(Buffer.alloc(100_000)),
  Buffer.from('some text, '.repeat(5000))];
for (const [pack, unpack] of kinds) {
  for (const data of inputs) {
    for (const options of [undefined, { level: 1 }, { level: 9 }, { level: 0 }, { windowBits: 10 }, { strategy: zlib.constants.Z_RLE }]) {
      const packed = zlib[`${pack}Sync`](data, options);
      assert.ok(zlib[`${unpack}Sync`](packed).equals(data));
      if (packed.length < 30) continue;
      assert.throws(() => zlib[`${unpack}Sync`](packed.subarray(0, -1)), { code: 'Z_BUF_ERROR', message: 'unexpected end of file' });
    }
    if (data.length < 1000) continue;
    const packed = zlib[`${pack}Sync`](data);
    assert.throws(() => zlib[`${unpack}Sync`](packed, { maxOutputLength: data.length - 1 }), { code: 'ERR_BUFFER_TOO_LARGE' });
    assert.ok(zlib[`${unpack}Sync`](packed, { maxOutputLength: data.length }).equals(data));
    assert.throws(() => zlib[`${pack}Sync`](data, { maxOutputLength: 20 }), { code: 'ERR_BUFFER_TOO_LARGE' });
    zlib[pack](data, (error, result) => {
      assert.ifError(error);
      zlib[unpack](result, (failure, back) => assert.ok(!failure && back.equals(data)));
    });
  }
}

// several members, a header that lies about the size, rubbish behind the end
const two = Buffer.concat([zlib.gzipSync('ab'), zlib.gzipSync('cd'.repeat(1000))]);
assert.strictEqual(zlib.gunzipSync(two).toString(), `ab${'cd'.repeat(1000)}`);
assert.strictEqual(zlib.gunzipSync(Buffer.concat([zlib.gzipSync('ab'), Buffer.alloc(20)])).toString(), 'ab');
const lie = zlib.gzipSync('x'.repeat(100));
lie.writeUInt32LE(0xfffffff0, lie.length - 4);
assert.throws(() => zlib.gunzipSync(lie), { code: 'Z_DATA_ERROR', message: 'incorrect length check' });
const broken = zlib.gzipSync('hello hello hello');
broken[broken.length - 6] ^= 1;
assert.throws(() => zlib.gunzipSync(broken), { code: 'Z_DATA_ERROR', message: 'incorrect data check' });
assert.throws(() => zlib.gunzipSync(Buffer.from('not compressed at all')), { code: 'Z_DATA_ERROR', message: 'incorrect header check' });

// the header is that of zlib: system, level's mark; `info` counts what was read
assert.deepStrictEqual([...zlib.gzipSync('a', { level: 9 }).subarray(0, 10)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3]);
const { buffer, engine } = zlib.gunzipSync(zlib.gzipSync('abc'), { info: true });
assert.strictEqual(`${buffer}`, 'abc');
assert.strictEqual(engine.bytesWritten, zlib.gzipSync('abc').length);
