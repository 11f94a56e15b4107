// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Readable } = require('stream');

(async () => {
  const got = [];
  const stream = new Readable({
    objectMode: true,
    read() {
      if (got.length < 2) this.push(got.length);
      else this.destroy(new RangeError('broken'));
    },
  });
  await assert.rejects(async () => { for await (const n of stream) got.push(n); }, RangeError);
  assert.ok(got.length >= 2);

  await assert.rejects(async () => {
    for await (const chunk of new Readable({ read() { throw new TypeError('read'); } })) assert.fail(chunk);
  }, TypeError);

  const gone = new Readable({ read() {} });
  setImmediate(() => gone.destroy());
  await assert.rejects(async () => { for await (const chunk of gone) assert.fail(chunk); }, { code: 'ERR_STREAM_PREMATURE_CLOSE' });
})();
