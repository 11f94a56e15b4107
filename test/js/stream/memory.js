// SPDX-License-Identifier: MIT
'use strict';
// Flags: --expose-gc
const assert = require('assert');
const { Readable, Transform, Writable } = require('stream');
const { pipeline } = require('stream/promises');

// Nothing stays behind per chunk or per stream.
async function round(count) {
  let i = 0;
  const source = new Readable({ objectMode: true, read() { this.push(i < count ? { i: i++ } : null); } });
  const step = new Transform({ objectMode: true, transform(chunk, encoding, callback) { callback(null, chunk); } });
  await pipeline(source, step, new Writable({ objectMode: true, write(chunk, encoding, callback) { callback(); } }));
  for await (const chunk of Readable.from([1, 2, 3])) if (chunk === 2) break;
}
const used = () => {
  global.gc();
  return process.memoryUsage().heapUsed;
};

(async () => {
  for (let i = 0; i < 50; i++) await round(200);
  const before = used();
  await round(30000);
  for (let i = 0; i < 300; i++) await round(10);
  const grown = used() - before;
  assert.ok(grown < 1e6, `grew by ${grown} bytes`);
})();
