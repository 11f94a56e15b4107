// SPDX-License-Identifier: MIT
// Flags: --expose-gc
// No growth: buffers, text, URLs, inspection, clones, comparisons.
'use strict';
const assert = require('assert');
const util = require('util');
const v8 = require('v8');
const { noGrowth } = require('../../fixtures/growth');

async function main() {
  await noGrowth('buffer', () => {
    const buffer = Buffer.from('some text äöü'.repeat(20));
    buffer.toString('base64');
    buffer.indexOf('text', -20);
    Buffer.concat([buffer, Buffer.alloc(4096)]).swap16().subarray(3).toString('latin1');
  });
  await noGrowth('url', (i) => {
    const url = new URL(`http://user@host${i % 100}/a/../b?x=${i}#f`);
    url.searchParams.append('y', 'z');
    return url.href.length;
  });
  await noGrowth('inspect', () => util.inspect({ a: [1, new Map([[1, { b: new Error('x') }]])], c: new Proxy({}, {}) }), 500);
  await noGrowth('clone', () => v8.deserialize(v8.serialize(structuredClone({ a: [1, 2, { b: new Uint8Array(100) }] }))), 500);
  await noGrowth('assert', () => {
    try {
      assert.deepStrictEqual({ a: [1, 2, 3] }, { a: [1, 2, 4] });
    } catch (error) {
      return error.message;
    }
  }, 200);
  await noGrowth('blob', async () => new Blob(['a', new Uint8Array(100)]).slice(1, 50).text(), 500);
  await noGrowth('decoder', () => new TextDecoder('utf-16le').decode(new TextEncoder().encode('text'), { stream: true }), 500);
}
let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
