'use strict';
// What is all but empty shrinks as far as zlib takes it: programs tell a bomb by its ratio.
const assert = require('assert');
const zlib = require('zlib');

const zeros = Buffer.alloc(8 << 20);
for (const made of [zlib.gzipSync(zeros), zlib.gzipSync(zeros, { level: 9 }), zlib.deflateSync(zeros), zlib.deflateRawSync(zeros)]) {
  assert.ok(zeros.length / made.length > 1000, `${made.length} bytes`);
}
assert.ok(zlib.gunzipSync(zlib.gzipSync(zeros)).equals(zeros));
zlib.gzip(zeros, (error, made) => {
  assert.ifError(error);
  assert.ok(zeros.length / made.length > 1000, `${made.length} bytes`);
});
