// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: streams of both kinds, their operators, aborts and codecs.
'use strict';
const assert = require('node:assert');
const stream = require('node:stream');
const zlib = require('node:zlib');
const { noGrowth } = require('../../fixtures/growth');

async function useWebStreams() {
  await new ReadableStream({ start(c) { c.enqueue('a'); c.close(); } })
    .pipeThrough(new TransformStream()).pipeTo(new WritableStream());
  const [a, b] = new ReadableStream({ start(c) { c.enqueue(1); c.close(); } }).tee();
  for await (const chunk of a) assert.strictEqual(chunk, 1);
  for await (const chunk of b) assert.strictEqual(chunk, 1);
  const bytes = new ReadableStream({ type: 'bytes', start(c) { c.enqueue(new Uint8Array(8)); c.close(); } });
  await bytes.getReader({ mode: 'byob' }).read(new Uint8Array(8));
  const codec = new CompressionStream('gzip');
  const writer = codec.writable.getWriter();
  writer.write(new Uint8Array(4));
  writer.close();
  for await (const chunk of codec.readable) assert.ok(chunk.length > 0);
}

async function main() {
  await noGrowth('pipeline', () => new Promise((resolve) => {
    const sink = new stream.Writable({ write(chunk, encoding, done) { done(); } });
    stream.pipeline(stream.Readable.from(['a', 'b']), new stream.PassThrough(), sink, resolve);
  }), 300);
  await noGrowth('aborts', () => new Promise((resolve) => {
    const controller = new AbortController();
    new stream.Readable({ read() {}, signal: controller.signal }).on('error', () => {}).on('close', resolve);
    controller.abort();
  }), 300);
  await noGrowth('operators', async () => {
    await stream.Readable.from([1, 2, 3]).map((x) => x * 2).filter((x) => x > 2).toArray();
    stream.compose(new stream.PassThrough(), new stream.PassThrough()).on('error', () => {}).destroy();
  }, 150);
  await noGrowth('web streams', useWebStreams, 150);
  await noGrowth('codecs', () => new Promise((resolve) => {
    const gzip = zlib.createGzip();
    gzip.on('end', resolve).resume();
    gzip.end('abc');
  }), 100);
  await noGrowth('abandoned codecs', () => new Promise((resolve) => {
    const brotli = zlib.createBrotliCompress();
    brotli.on('close', resolve);
    brotli.write('x');
    brotli.destroy();
  }), 100);
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
