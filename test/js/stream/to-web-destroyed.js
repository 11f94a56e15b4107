// SPDX-License-Identifier: MIT
// Readable.toWeb of a stream that was cut off: an error, not an early end.
'use strict';
const assert = require('assert');
const { Readable } = require('stream');

async function outcome(stream) {
  stream.on('error', () => {});
  try {
    const chunks = [];
    for await (const chunk of Readable.toWeb(stream)) chunks.push(`${chunk}`);
    return chunks.join();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}

(async () => {
  assert.strictEqual(await outcome(new Readable({ read() {} }).destroy(new Error('boom'))), 'Error: boom');
  assert.strictEqual(await outcome(new Readable({ read() {} }).destroy()), 'AbortError: The operation was aborted');
  const consumed = Readable.from(['a']);
  for await (const chunk of consumed) void chunk;
  assert.strictEqual(await outcome(consumed), '');
  assert.strictEqual(await outcome(Readable.from(['a', 'b'])), 'a,b');
})();
