// SPDX-License-Identifier: MIT
'use strict';
// Chunks that CompressionStream, DecompressionStream and the text streams cannot take: both sides hear of it, nobody waits for ever.
const assert = require('assert');

const types = { code: 'ERR_INVALID_ARG_TYPE' };
const detached = (Class) => {
  const view = new Class(new ArrayBuffer(8));
  structuredClone(view.buffer, { transfer: [view.buffer] });
  return view;
};
const refused = [[5, types], [undefined, types], [{}, types], [[], types], [Symbol('s'), types], [null, { code: 'ERR_STREAM_NULL_VALUES' }],
  [detached(Uint8Array), { name: 'TypeError', message: /detached/ }], [detached(DataView), { name: 'TypeError', message: /detached/ }]];
const streams = [() => new CompressionStream('gzip'), () => new CompressionStream('brotli'), () => new DecompressionStream('deflate'), () => new DecompressionStream('deflate-raw')];
let checked = 0;

async function both(stream, chunk, expected) {
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const all = await Promise.allSettled([writer.write(chunk), writer.closed, reader.read(), reader.closed]);
  for (const { status, reason } of all) {
    assert.strictEqual(status, 'rejected');
    assert.throws(() => { throw reason; }, expected);
    checked++;
  }
}

async function main() {
  for (const [chunk, expected] of refused) for (const make of streams) await both(make(), chunk, expected);
  for (const chunk of [5, {}, [], 'x', null]) await both(new TextDecoderStream(), chunk, { name: 'TypeError' });
  await both(new TextEncoderStream(), Symbol('s'), { name: 'TypeError' });
  await both(new TextEncoderStream(), { toString() { throw new Error('toString'); } }, { message: 'toString' });
  await both(new TextDecoderStream('utf-8', { fatal: true }), new Uint8Array([0xff]), { name: 'TypeError' });

  // Taken away between write() and the work.
  for (const make of streams) {
    const chunk = new Uint8Array(64);
    const { writable, readable } = make();
    const writer = writable.getWriter();
    const written = writer.write(chunk);
    structuredClone(chunk.buffer, { transfer: [chunk.buffer] });
    for (const promise of [written, writer.close(), readable.getReader().read()]) await assert.rejects(promise, { message: /detached/ });
  }
  for (const format of ['none', '', undefined, null, 5, {}]) {
    assert.throws(() => new CompressionStream(format), { name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' });
    assert.throws(() => new DecompressionStream(format), { name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' });
  }
  assert.throws(() => new CompressionStream(Symbol('s')), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => new TextDecoderStream('none'), { name: 'RangeError', code: 'ERR_ENCODING_NOT_SUPPORTED' });
}
main().then(() => { checked = -checked; });
process.on('exit', () => assert.ok(checked < -150, String(checked)));
