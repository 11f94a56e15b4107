// SPDX-License-Identifier: MIT
'use strict';
// Of two wrong options, or arguments, the one that Node looks at first is the one that is refused.
const assert = require('assert');
const zlib = require('zlib');

const bad = (name) => (error) => { assert.ok(error.message.includes(`"${name}"`), `${name}: ${error.message}`); return true; };
for (const [options, name] of [
  [{ chunkSize: 1, level: 99 }, 'options.level'], [{ level: 99, windowBits: 99 }, 'options.windowBits'],
  [{ flush: 99, level: 99 }, 'options.level'], [{ maxOutputLength: 0, dictionary: 1 }, 'options.dictionary'],
  [{ windowBits: 99, strategy: 99 }, 'options.windowBits'], [{ memLevel: 0, strategy: 99 }, 'options.memLevel'],
  [{ flush: 99, finishFlush: 99, chunkSize: 1 }, 'options.chunkSize'], [{ finishFlush: 99, maxOutputLength: 0 }, 'options.finishFlush'],
  [{ maxOutputLength: 0, rejectGarbageAfterEnd: 1 }, 'options.maxOutputLength'], [{ signal: 5, level: 99 }, 'options.level'],
  [{ signal: 'x' }, 'signal'],
]) {
  for (const data of ['x', undefined]) { // what is wrong with the options comes before what is wrong with the data
    assert.throws(() => zlib.deflateSync(data, options), bad(name));
    assert.throws(() => zlib.gzip(data, options), bad(name)); // and before the callback
  }
  if (name !== 'signal') assert.throws(() => zlib.createDeflateRaw(options), bad(name));
}
for (const options of [{ chunkSize: 1, params: { 99: 1 } }, { params: { 99: 1 }, flush: 99 }, { params: { 99: 1 }, dictionary: 1 }]) {
  assert.throws(() => zlib.brotliCompressSync('x', options), { code: 'ERR_BROTLI_INVALID_PARAM' });
}
for (const dictionary of [5, 'x', null]) {
  assert.throws(() => zlib.brotliCompressSync('x', { dictionary }), bad('options.dictionary'));
  assert.throws(() => zlib.createBrotliDecompress({ dictionary, chunkSize: 1 }), bad('options.dictionary'));
  assert.throws(() => zlib.zstdCompressSync('x', { dictionary, pledgedSrcSize: -1 }), bad('options.dictionary'));
}

// The options of the stream that there could be, in one-shot calls.
const mark = (key) => ({ code: 'ERR_INVALID_ARG_VALUE', message: new RegExp(`'options\\.${key}'`) });
for (const fn of ['deflateSync', 'brotliCompressSync', 'zstdCompressSync']) {
  assert.throws(() => zlib[fn]('x', { highWaterMark: -1 }), mark('readableHighWaterMark'));
  assert.throws(() => zlib[fn](5, { highWaterMark: 'x' }), mark('readableHighWaterMark'));
  assert.throws(() => zlib[fn]('x', { writableHighWaterMark: NaN }), mark('writableHighWaterMark'));
  assert.throws(() => zlib[fn]('x', { defaultEncoding: 'bad' }), { code: 'ERR_UNKNOWN_ENCODING' });
}
assert.throws(() => zlib.inflate(5, {}, 5), bad('callback'));

// Getters: in that order, and what they throw arrives.
const log = [];
const options = new Proxy({}, { get(target, key) { log.push(key); return undefined; } });
zlib.deflateSync('x', options);
const order = [...new Set(log)];
assert.deepStrictEqual(order.slice(0, 5), ['windowBits', 'level', 'memLevel', 'strategy', 'dictionary']);
assert.ok(order.indexOf('chunkSize') < order.indexOf('flush') && order.indexOf('flush') < order.indexOf('finishFlush'));
for (const key of ['level', 'flush', 'dictionary', 'maxOutputLength', 'info']) {
  const throwing = { get [key]() { throw new Error(key); } };
  assert.throws(() => zlib.deflateSync('x', throwing), { message: key });
  assert.throws(() => zlib.deflate('x', throwing, () => {}), { message: key });
}

// Memory that is gone.
const view = new DataView(new ArrayBuffer(4));
structuredClone(view.buffer, { transfer: [view.buffer] });
for (const fn of ['gzipSync', 'inflateRawSync', 'brotliDecompressSync']) {
  assert.throws(() => zlib[fn](view), { name: 'TypeError', message: /detached/ });
  assert.throws(() => zlib[fn](view.buffer), { name: 'TypeError', message: /detached/ });
}
assert.throws(() => zlib.deflate(view.buffer, () => {}), { name: 'TypeError', message: /detached/ });

// Receivers.
assert.throws(() => zlib.ZstdCompress(), { name: 'TypeError', message: "Class constructor ZstdCompress cannot be invoked without 'new'" });
assert.throws(() => zlib.ZstdDecompress.call({}), { name: 'TypeError', message: /cannot be invoked without 'new'/ });
