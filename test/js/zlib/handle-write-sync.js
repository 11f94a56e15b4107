// SPDX-License-Identifier: MIT
// What pngjs does: Inflate's own handle, driven synchronously, tells in _writeState what is left.
'use strict';
const assert = require('assert');
const zlib = require('zlib');

const text = Buffer.alloc(5000, 'abcdefg');
const inflate = zlib.createInflate({ chunkSize: 64 });
const input = zlib.deflateSync(text);
const parts = [];
let offset = 0, left = input.length, room;
do {
  const out = Buffer.alloc(1024);
  assert.strictEqual(inflate._handle.writeSync(zlib.constants.Z_FINISH, input, offset, left, out, 0, out.length), undefined);
  room = inflate._writeState[0];
  offset += left - inflate._writeState[1];
  left = inflate._writeState[1];
  parts.push(out.subarray(0, out.length - room));
} while (room === 0);
assert.deepStrictEqual(Buffer.concat(parts), text);
assert.strictEqual(left, 0);

// An error destroys the stream, and nothing is thrown.
const broken = zlib.createInflate();
let error;
broken.on('error', (e) => { error = e; });
broken._handle.writeSync(zlib.constants.Z_FINISH, Buffer.from('garbage'), 0, 7, Buffer.alloc(64), 0, 64);
assert.ok(broken.destroyed);
process.on('exit', () => assert.strictEqual(error.code, 'Z_DATA_ERROR'));
