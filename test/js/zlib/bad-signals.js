// SPDX-License-Identifier: MIT
'use strict';
// Signals of one-shot calls and streams: aborted before, during, and after the work.
const assert = require('assert');
const zlib = require('zlib');

const names = ['deflate', 'gzip', 'deflateRaw', 'brotliCompress', 'zstdCompress', 'unzip', 'inflate', 'brotliDecompress'];
const log = [];
for (const name of names) {
  let sync = true;
  zlib[name](Buffer.alloc(1e5), { signal: AbortSignal.abort('why') }, (error, result) => {
    assert.strictEqual(sync, false);
    assert.strictEqual(error.name, 'AbortError');
    assert.strictEqual(error.code, 'ABORT_ERR');
    assert.strictEqual(error.cause, 'why');
    assert.strictEqual(result, undefined);
    log.push(`before ${name}`);
  });
  const during = new AbortController();
  zlib[name](Buffer.alloc(1e6), { signal: during.signal }, (error) => { // once, and not for what the codec says afterwards
    assert.strictEqual(error.code, 'ABORT_ERR');
    log.push(`during ${name}`);
  });
  during.abort();
  sync = false;
}
const after = new AbortController();
zlib.deflate('x', { signal: after.signal }, (error, result) => {
  assert.ifError(error);
  assert.strictEqual(zlib.inflateSync(result).toString(), 'x');
  after.abort();
  log.push('after');
});
assert.throws(() => zlib.deflate('x', { signal: {} }, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(zlib.inflateSync(zlib.deflateSync('x', { signal: new AbortController().signal })).toString(), 'x');

const controller = new AbortController();
zlib.createGzip({ signal: controller.signal }).on('error', (error) => log.push(`stream ${error.code}`)).on('close', () => log.push('close'));
controller.abort();
process.on('exit', () => assert.deepStrictEqual(log.sort(), [
  ...names.flatMap((name) => [`before ${name}`, `during ${name}`]), 'after', 'stream ABORT_ERR', 'close',
].sort()));
