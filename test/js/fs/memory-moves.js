// SPDX-License-Identifier: MIT
'use strict';
// Memory of JavaScript may be resized or transferred while or before the pool works on it.
const assert = require('assert');
const fs = require('fs');

const fd = fs.openSync('/dev/zero');
const resizable = new ArrayBuffer(1 << 16, { maxByteLength: 1 << 20 });
const view = new Uint8Array(resizable);
fs.read(fd, view, 0, view.length, null, () => {});
resizable.resize(16);
resizable.resize(1 << 20);

const moved = new Uint8Array(1 << 16);
fs.read(fd, moved, 0, moved.length, null, (error, n) => assert.ok(error || n >= 0));
structuredClone(moved, { transfer: [moved.buffer] });
assert.strictEqual(moved.length, 0);

const shrunk = new Uint8Array(new ArrayBuffer(64, { maxByteLength: 64 }));
const options = { get length() { shrunk.buffer.resize(8); return 64; } };
assert.throws(() => fs.readSync(fd, shrunk, options), { code: 'ERR_OUT_OF_RANGE' });
assert.strictEqual(fs.readSync(fd, new Uint8Array(new SharedArrayBuffer(8))), 8);
