// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Duplex } = require('stream');

// Reading a Duplex to its end leaves its other half alone.
(async () => {
  const written = [];
  const stream = new Duplex({
    read() { this.push('question'); this.push(null); },
    write(chunk, encoding, callback) { written.push(`${chunk}`); callback(); },
  });
  for await (const chunk of stream) assert.strictEqual(`${chunk}`, 'question');
  await new Promise(setImmediate);
  assert.strictEqual(stream.destroyed, false);
  stream.end('answer');
  await new Promise((resolve) => stream.on('close', resolve));
  assert.deepStrictEqual(written, ['answer']);

  const left = new Duplex({ read() { this.push('x'); }, write() {} });
  left.on('error', () => {});
  for await (const chunk of left) { assert.strictEqual(`${chunk}`, 'x'); break; }
  assert.strictEqual(left.destroyed, true);
})();
