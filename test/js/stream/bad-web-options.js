// SPDX-License-Identifier: MIT
'use strict';
// Options of toWeb() and fromWeb(): the error names the option, and shows what was given.
const assert = require('assert');
const { Duplex, PassThrough, Readable, Writable } = require('stream');

const refused = (name, text) => ({ name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE', message: `The property '${name}' ${text}` });
for (const [encoding, shown] of [['bad', "'bad'"], [5, '5'], [null, 'null'], [Symbol.iterator, 'Symbol(Symbol.iterator)']]) {
  const expected = refused('options.encoding', `is invalid. Received ${shown}`);
  assert.throws(() => Readable.fromWeb(new ReadableStream(), { encoding }), expected);
  assert.throws(() => Duplex.fromWeb(new TransformStream(), { encoding }), expected);
}
for (const [type, shown] of [[5, '5'], ['x', "'x'"], [null, 'null'], [NaN, 'NaN']]) {
  const expected = refused('options.type', `must be one of: 'bytes', undefined. Received ${shown}`);
  assert.throws(() => Readable.toWeb(Readable.from([]), { type }), expected);
  assert.throws(() => Duplex.toWeb(new PassThrough(), { type }), expected);
  if (type !== null) assert.throws(() => Duplex.toWeb(new PassThrough(), { readableType: type, type: 'bytes' }), expected);
}
assert.ok(Duplex.toWeb(new PassThrough(), { type: 'bytes', readableType: null }).readable.getReader({ mode: 'byob' }));
for (const [method, make] of [['fromWeb', () => new ReadableStream()], ['toWeb', () => Readable.from([])]]) {
  assert.throws(() => Readable[method](make(), 5), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => Readable[method](5, 5), { code: 'ERR_INVALID_ARG_TYPE', message: /readable/i });
}
assert.throws(() => Readable.fromWeb(new ReadableStream(), { objectMode: 1, encoding: 'bad' }), { message: /'options\.encoding'/ });
assert.throws(() => Writable.fromWeb(new WritableStream(), { objectMode: 1, decodeStrings: 1 }), { message: /"options\.objectMode"/ });

// Getters that throw, and a stream that is locked by one of them.
for (const key of ['encoding', 'objectMode', 'highWaterMark', 'signal']) {
  assert.throws(() => Readable.fromWeb(new ReadableStream(), { get [key]() { throw new Error(key); } }), { message: key });
}
const web = new ReadableStream();
assert.throws(() => Readable.fromWeb(web, { get encoding() { web.getReader(); return undefined; } }), { code: 'ERR_INVALID_STATE' });
