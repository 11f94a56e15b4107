// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: util, url, vm, v8, zlib, crypto, assert, readline, diagnostics_channel, perf_hooks, modules.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');
const dc = require('node:diagnostics_channel');
const domain = require('node:domain');
const perf = require('node:perf_hooks');
const readline = require('node:readline');
const { PassThrough } = require('node:stream');
const url = require('node:url');
const util = require('node:util');
const v8 = require('node:v8');
const vm = require('node:vm');
const zlib = require('node:zlib');
const { noGrowth } = require('../../fixtures/growth');

function useUtil() {
  util.inspect({ a: [1, new Map([[1, {}]])] }, { colors: true });
  util.format('%s %o', 1, {});
  util.styleText('red', 'x', { validateStream: false });
  util.parseArgs({ args: ['-a'], options: { a: { type: 'boolean', short: 'a' } } });
  util.isDeepStrictEqual({ a: 1 }, { a: 1 });
  util.debuglog('none')('y');
  new util.MIMEType('a/b;c=d').toString();
  util.aborted(new AbortController().signal, {});
  assert.throws(() => assert.deepStrictEqual({ a: 1 }, { a: 2 }));
}

function useCrypto() {
  crypto.createHash('sha256').update('a').digest();
  crypto.createHmac('md5', 'k').update('x').digest('hex');
  const cipher = crypto.createCipheriv('aes-128-gcm', Buffer.alloc(16), Buffer.alloc(12));
  cipher.update('a');
  cipher.final();
  crypto.createSecretKey(Buffer.alloc(8)).export();
  crypto.hkdfSync('sha256', 'a', 'b', 'c', 8);
  crypto.createHash('md5'); // abandoned
}

async function main() {
  await noGrowth('util', useUtil, 100);
  await noGrowth('url', () => {
    new URL('http://a/b?c=d').searchParams.append('x', 'y');
    url.format(url.parse('http://a/b'));
    new URLPattern({ pathname: '/:x' }).exec('http://a/b');
    URL.revokeObjectURL(URL.createObjectURL(new Blob(['a'])));
  }, 200);
  await noGrowth('vm', () => {
    vm.runInNewContext('1', {});
    vm.compileFunction('return 1')();
    new vm.Script('2').runInThisContext();
  }, 40);
  await noGrowth('v8', () => {
    v8.deserialize(v8.serialize({ a: [1, 'x', new Map()] }));
    v8.getHeapSpaceStatistics();
    structuredClone({ a: new Date() });
  });
  await noGrowth('zlib', () => {
    zlib.gunzipSync(zlib.gzipSync('abc'));
    zlib.brotliDecompressSync(zlib.brotliCompressSync('abc'));
    zlib.zstdDecompressSync(zlib.zstdCompressSync('x'));
    assert.throws(() => zlib.inflateSync('bad'));
  }, 80);
  await noGrowth('crypto', useCrypto, 200);
  await noGrowth('readline', () => new Promise((resolve) => {
    const input = new PassThrough();
    readline.createInterface({ input }).on('close', resolve);
    input.end('a\nb\n');
  }), 100);
  await noGrowth('channels', (i) => {
    const channel = dc.channel(`channel ${i}`);
    const listener = () => {};
    channel.subscribe(listener);
    channel.publish(1);
    channel.unsubscribe(listener);
    domain.create().run(() => {});
  }, 500);
  await noGrowth('perf', () => {
    const observer = new perf.PerformanceObserver(() => {});
    observer.observe({ entryTypes: ['mark'] });
    observer.disconnect();
    perf.createHistogram().record(5);
    const delay = perf.monitorEventLoopDelay();
    delay.enable();
    delay.disable();
  }, 200);
  await noGrowth('modules', async () => {
    const name = require.resolve('../../fixtures/keel/module.cjs');
    delete require.cache[name];
    require(name);
    module.children.length = 0;
    assert.throws(() => require('./absent'), { code: 'MODULE_NOT_FOUND' });
    await assert.rejects(import('./absent.mjs'), { code: 'ERR_MODULE_NOT_FOUND' });
  }, 150);
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
