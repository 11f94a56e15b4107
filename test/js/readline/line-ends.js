// SPDX-License-Identifier: MIT
// All kinds of line ends, whole and cut between chunks.
'use strict';
const assert = require('assert');
const { createInterface } = require('readline');
const { PassThrough } = require('stream');

async function linesOf(...chunks) {
  const input = new PassThrough();
  const lines = [];
  const rl = createInterface({ input });
  rl.on('line', (line) => lines.push(line));
  for (const chunk of chunks) {
    input.write(chunk);
    await new Promise(setImmediate);
  }
  input.end();
  await new Promise((resolve) => rl.once('close', resolve));
  return lines;
}

(async () => {
  assert.deepStrictEqual(await linesOf('a\nb\n'), ['a', 'b']);
  assert.deepStrictEqual(await linesOf('a\r\nb\rc\nd'), ['a', 'b', 'c', 'd']);
  assert.deepStrictEqual(await linesOf('\n\r\n\r'), ['', '', '']);
  assert.deepStrictEqual(await linesOf('a\u2028b\u2029c'), ['a', 'b', 'c']);
  assert.deepStrictEqual(await linesOf('a\r\r\nb\n\rc'), ['a', '', 'b', '', 'c']);
  assert.deepStrictEqual(await linesOf('ab', 'c\nd', 'e\n'), ['abc', 'de']);
  assert.deepStrictEqual(await linesOf('a\r', '\nb\r', 'c'), ['a', 'b', 'c']);
  assert.deepStrictEqual(await linesOf(Buffer.from([0xe6, 0x97]), Buffer.from([0xa5, 10])), ['日']);
  const many = Array.from({ length: 5000 }, (_, i) => `line ${i}`);
  assert.deepStrictEqual(await linesOf(many.join('\n')), many);
  assert.deepStrictEqual(await linesOf(many.join('\r\n')), many);
})();
