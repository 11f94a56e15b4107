// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Writable, Readable } = require('stream');

// In object mode an encoding is what the writer says, or nothing.
const seen = [];
const objects = new Writable({ objectMode: true, write(chunk, encoding, callback) { seen.push(encoding); callback(); } });
objects.write('a');
objects.write('a', 'hex');
objects.write('a', () => {});
objects.end('a');
assert.deepStrictEqual(seen, [undefined, 'hex', null, undefined]);

// Bytes put back into a stream of text are text once all is read.
const text = new Readable({ read() {}, encoding: 'base64' });
text.unshift(Buffer.from('xyz'));
assert.strictEqual(text.read(), 'xyz');
