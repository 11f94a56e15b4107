// SPDX-License-Identifier: MIT
// What libraries read of _readableState and _writableState, as properties of their prototypes.
'use strict';
const assert = require('node:assert');
const { Duplex, Readable, Writable } = require('node:stream');

for (const [prototype, names] of [
  [Readable.ReadableState.prototype, ['decoder', 'encoding', 'defaultEncoding']],
  [Writable.WritableState.prototype, ['afterWriteTickInfo', 'buffered', 'defaultEncoding', 'writable', 'writecb']],
]) for (const name of names) assert.strictEqual(typeof Object.getOwnPropertyDescriptor(prototype, name).get, 'function', name);

const readable = new Readable({ read() {}, defaultEncoding: 'latin1' });
assert.deepStrictEqual([readable._readableState.decoder, readable._readableState.encoding, readable._readableState.defaultEncoding],
                       [null, null, 'latin1']);
readable.setEncoding('hex');
assert.strictEqual(readable._readableState.encoding, 'hex');
assert.strictEqual(typeof readable._readableState.decoder.write, 'function');

let release;
const writable = new Writable({ write(chunk, encoding, callback) { release = callback; } });
const callback = () => {};
writable.write('a', callback);
writable.write('b');
const state = writable._writableState;
assert.strictEqual(state.writecb, callback);
assert.strictEqual(state.buffered.length, 1);
assert.strictEqual(state.writable, undefined);
assert.strictEqual(new Duplex({ read() {}, writable: false })._writableState.writable, false);
release();
