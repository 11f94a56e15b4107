// SPDX-License-Identifier: MIT
// The source is read only as fast as a part is taken.
'use strict';
const assert = require('assert');
const { Readable } = require('stream');
const { multipart } = require('eddy:multipart');

const chunk = Buffer.alloc(64 * 1024);
let produced = 0, consumed = 0;
const source = new Readable({
  read() {
    if (produced === 0) this.push('--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n');
    if (produced === 200) {
      this.push('\r\n--b--');
      this.push(null);
    } else {
      produced++;
      this.push(chunk);
    }
  },
});

(async () => {
  for await (const part of multipart(source, { contentType: 'multipart/form-data; boundary=b' })) {
    for await (const data of part) {
      consumed += data.length;
      assert.ok(produced * chunk.length - consumed < 1_000_000, 'the source runs ahead');
      await new Promise(setImmediate);
    }
  }
  assert.strictEqual(consumed, 200 * chunk.length);
})();
