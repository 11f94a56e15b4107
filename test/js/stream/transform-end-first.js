// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Readable, Transform } = require('stream');

// A transform that ends its readable side answers the write a tick later: the source does not run on.
let reads = 0;
const source = new Readable({ highWaterMark: 1, read() { if (reads++ < 4) this.push('chunk'); } });
const target = new Transform({
  highWaterMark: 1,
  transform(chunk, encoding, callback) {
    this.push(null);
    callback();
  },
});
source.pipe(target);
target.on('data', () => {});
target.on('end', () => {
  assert.strictEqual(source.isPaused(), true);
  assert.ok(reads <= 2, `${reads} reads`);
  source.destroy();
  target.destroy();
});
