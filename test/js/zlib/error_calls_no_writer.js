// SPDX-License-Identifier: MIT
// Bad data: the stream's 'error' says so, and the callbacks of write(), flush() and end() are not called.
'use strict';
const assert = require('assert');
const zlib = require('zlib');

const events = [];
const stream = zlib.createInflateRaw();
stream.on('error', (error) => events.push(error.code));
stream.on('close', () => events.push('close'));
stream.write(Buffer.from([0, 0, 0, 0xff, 0xff, 7, 7, 7, 7]), () => events.push('written'));
stream.write('more', () => events.push('written'));
stream.flush(() => events.push('flushed'));
stream.end(() => events.push('ended'));
process.on('exit', () => assert.deepStrictEqual(events, ['Z_DATA_ERROR', 'close']));
