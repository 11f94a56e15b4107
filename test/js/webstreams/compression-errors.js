// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

(async () => {
  for (const format of ['gzip', 'deflate', 'deflate-raw', 'brotli']) {
    const text = 'some text '.repeat(1000);
    const packed = new Blob([text]).stream().pipeThrough(new CompressionStream(format));
    assert.strictEqual(await new Response(packed.pipeThrough(new DecompressionStream(format))).text(), text);
    const garbage = new Blob([new Uint8Array(64).fill(0xee)]).stream().pipeThrough(new DecompressionStream(format));
    await assert.rejects(garbage.getReader().read(), (error) => error instanceof TypeError && /^(Z_|ERR_)/.test(error.code));
  }
  assert.throws(() => new CompressionStream('zip'), { code: 'ERR_INVALID_ARG_VALUE' });
})();
