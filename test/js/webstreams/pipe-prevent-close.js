// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

(async () => {
  const got = [];
  const sink = new WritableStream({ write(chunk) { got.push(chunk); }, close() { got.push('closed'); } });
  await ReadableStream.from(['a', 'b']).pipeTo(sink, { preventClose: true });
  assert.deepStrictEqual(got, ['a', 'b']);
  assert.strictEqual(sink.locked, false);
  await ReadableStream.from(['c']).pipeTo(sink);
  assert.deepStrictEqual(got, ['a', 'b', 'c', 'closed']);
})();
