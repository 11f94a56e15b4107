// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

(async () => {
  const all = async (stream) => {
    const out = [];
    for await (const chunk of stream) out.push(chunk);
    return out;
  };
  assert.deepStrictEqual(await all(ReadableStream.from('añ😀')), ['a', 'ñ', '😀']);
  assert.deepStrictEqual(await all(ReadableStream.from([Promise.resolve(1), 2])), [1, 2]);
  assert.deepStrictEqual(await all(ReadableStream.from((async function* () { yield 1; yield 2; })())), [1, 2]);
  for (const bad of [null, undefined, 1, {}, { [Symbol.iterator]: 1 }]) {
    assert.throws(() => ReadableStream.from(bad), TypeError);
  }
  let ended;
  const stream = ReadableStream.from((function* () { try { yield 1; yield 2; } finally { ended = true; } })());
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel();
  assert.strictEqual(ended, true);
})();
