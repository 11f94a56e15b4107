// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Writable, finished } = require('stream');

const names = (stream) => stream.eventNames().map((name) => `${String(name)} ${stream.listenerCount(name)}`).join();

// Of what is closed by now finished() tells after its 'close'; all it leaves behind is a listener for late errors.
const log = [];
const stream = new Writable({ write() {} });
stream.destroy(new Error('broken'));
stream.on('error', () => log.push('error'));
stream.on('close', () => log.push('close'));
const { signal } = new AbortController();
finished(stream, { signal }, (error) => log.push(error.message));
assert.strictEqual(names(stream), 'close 1,error 2');

const other = new Writable({ write() {} });
other.destroy();
const cleanup = finished(other, () => log.push('never'));
cleanup();
assert.strictEqual(names(other), '');

setImmediate(() => assert.deepStrictEqual(log, ['error', 'close', 'broken']));
