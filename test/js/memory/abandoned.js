// SPDX-License-Identifier: MIT
// Much memory behind small objects that nobody closes: garbage is collected in time.
'use strict';
const assert = require('node:assert');
const zlib = require('node:zlib');
const { Resolver } = require('node:dns');

const MIB = 2 ** 20;
if (process.env.ASAN_OPTIONS) { // freed memory is kept for a while, to find its users
  console.log('resident memory of a sanitizer build says nothing');
  process.exit(77);
}

async function main() {
  for (const [name, make, times] of [
    ['gzip', () => zlib.createGzip(), 3000],
    ['deflate, written to', () => zlib.createDeflate().write('text'), 2000],
    ['Zstandard, written to', () => zlib.createZstdCompress().write('text'), 1000],
    ['CompressionStream', () => new CompressionStream('gzip'), 2500],
    ['Resolver', () => new Resolver(), 6000],
  ]) {
    const start = process.memoryUsage.rss();
    let most = 0;
    for (let i = 0; i < times; i++) {
      make();
      if (i % 50 !== 0) continue;
      most = Math.max(most, process.memoryUsage.rss() - start);
      await new Promise(setImmediate);
    }
    assert.ok(most < 120 * MIB, `${name}: ${most / MIB} MiB more`);
  }
}
let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
