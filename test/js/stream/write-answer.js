// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Writable } = require('stream');

// write() says whether more may come: what the sink has dealt with at once does not count.
const sync = new Writable({ highWaterMark: 1, write(chunk, encoding, callback) { callback(); } });
sync.on('drain', () => assert.fail('nothing to drain'));
assert.strictEqual(sync.write('abc'), true);
assert.strictEqual(sync.writableNeedDrain, false);
assert.strictEqual(sync.writableLength, 0);

let release;
const slow = new Writable({ highWaterMark: 4, write(chunk, encoding, callback) { release = callback; } });
assert.strictEqual(slow.write('abc'), true);
assert.strictEqual(slow.write('d'), false);
assert.strictEqual(slow.writableNeedDrain, true);
let drained = false;
slow.on('drain', () => { drained = true; });
release();
release();
process.on('exit', () => assert.strictEqual(drained, true));

const corked = new Writable({ highWaterMark: 4, write(chunk, encoding, callback) { callback(); } });
corked.cork();
assert.strictEqual(corked.write('abcdef'), false);

const failing = new Writable({ write(chunk, encoding, callback) { callback(new Error('no')); } });
failing.on('error', () => {});
assert.strictEqual(failing.write('x'), false);
