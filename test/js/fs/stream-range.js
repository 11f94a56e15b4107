// SPDX-License-Identifier: MIT
'use strict';
// ReadStream and WriteStream with start, end and small chunks; early destroy closes the descriptor.
const assert = require('assert');
const fs = require('fs');
const { pipeline } = require('stream/promises');

(async () => {
  const dir = fs.mkdtempSync(`${require('os').tmpdir()}/range-`);
  const path = `${dir}/file`;
  fs.writeFileSync(path, '0123456789');
  const chunks = [];
  for await (const chunk of fs.createReadStream(path, { start: 2, end: 7, highWaterMark: 4, encoding: 'utf8' })) chunks.push(chunk);
  assert.deepStrictEqual(chunks, ['2345', '67']);
  await pipeline(['ab', 'cd'], fs.createWriteStream(path, { flags: 'r+', start: 3, flush: true }));
  assert.strictEqual(fs.readFileSync(path, 'utf8'), '012abcd789');
  for await (const chunk of fs.createReadStream(path)) {
    assert.strictEqual(chunk.length, 10);
    break;
  }
  const stream = fs.createReadStream('/dev/zero', { end: 1 << 20 });
  stream.once('data', () => stream.destroy());
  stream.on('close', () => {
    assert.strictEqual(stream.fd, null);
    fs.rmSync(dir, { recursive: true });
  });
})();
