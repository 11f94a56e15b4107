// SPDX-License-Identifier: MIT
// Runs in tools/mksnapshot, after warm_cache: uses what programs use most, so that the functions it takes are in the
// code cache and need not be parsed and compiled when a program comes to them. No file, socket, timer or randomness.
'use strict';

const { Buffer } = require('buffer');
const { Duplex, PassThrough, Readable, Transform, Writable, pipeline } = require('stream');

function streams() {
  for (const objectMode of [true, false]) {
    let left = 40;
    const source = new Readable({ objectMode, read() { this.push(left-- > 0 ? Buffer.alloc(objectMode ? 1 : 20000) : null); } });
    const step = new Transform({ objectMode, transform(chunk, encoding, callback) { callback(null, chunk); } });
    const sink = new Writable({
      objectMode, highWaterMark: 2,
      write(chunk, encoding, callback) {
        if (left % 2) callback();
        else process.nextTick(callback);
      },
    });
    pipeline(source, step, new PassThrough({ objectMode }), sink, () => {});
  }
  require('stream/promises').pipeline(Readable.from(['a', 'b']), async function* (chunks) {
    for await (const chunk of chunks) yield chunk;
  }, new Writable({ writev(chunks, callback) { callback(); }, write(chunk, encoding, callback) { callback(); } }));
  Readable.from([1, 2]).map((n) => n).toArray();
  const text = new PassThrough({ encoding: 'utf8' });
  text.on('data', () => {});
  text.write('some text');
  text.end('é');
  const other = new Readable({ read() {} });
  other.on('readable', () => { while (other.read(3) !== null); });
  other.push('abcdefg');
  other.unshift('x');
  other.push(null);
  new Duplex({ read() {}, write(chunk, encoding, callback) { callback(); } }).on('error', () => {}).destroy(new Error('used'));
  const { createInterface } = require('readline');
  const input = Readable.from([Buffer.from('one\ntwo\r\nthree')]);
  createInterface({ input }).on('line', () => {});
}

async function webStreams() {
  const { ReadableStream, TransformStream, WritableStream, TextDecoderStream, TextEncoderStream } = require('stream/web');
  let left = 20;
  const source = new ReadableStream({ pull(c) { if (left-- > 0) c.enqueue(`${left}`); else c.close(); } });
  const step = new TransformStream({ async transform(chunk, c) { c.enqueue(chunk); } });
  await source.pipeThrough(step).pipeThrough(new TextEncoderStream()).pipeThrough(new TextDecoderStream())
    .pipeTo(new WritableStream({ write() {} }));
  const [a, b] = ReadableStream.from([1, 2, 3]).tee();
  for await (const chunk of a) if (chunk === 2) break;
  const reader = b.getReader();
  while (!(await reader.read()).done);
  const bytes = new ReadableStream({ type: 'bytes', start(c) { c.enqueue(new Uint8Array(4)); c.close(); } });
  await bytes.getReader({ mode: 'byob' }).read(new Uint8Array(8));
  const writer = new WritableStream().getWriter();
  await writer.ready;
  await writer.write('x');
  await writer.close();
  for await (const chunk of Readable.fromWeb(Readable.toWeb(Readable.from([Buffer.from('x')])))) Buffer.from(chunk);
}

function values() {
  const util = require('util'), path = require('path'), querystring = require('querystring');
  const url = new URL('https://user:pw@example.com:8080/a/../b?x=1&y=%20#z');
  url.searchParams.append('n', 'ü 1');
  for (const key of ['href', 'origin', 'host', 'pathname', 'search', 'hash']) String(url[key]);
  url.pathname = '/c';
  querystring.stringify(querystring.parse('a=1&b=%20two&a=3+4'));
  const data = { text: 'x', list: [1, 2, { deep: [new Map([[1, new Set([2])]])] }], date: new Date(0), bytes: Buffer.from('x'), error: new Error('used') };
  util.inspect(data);
  util.format('%s %d %j %o', 'a', 1, data.list, {});
  util.isDeepStrictEqual(data.list, [1, 2]);
  path.join('/a', '../b', path.basename('/c/d.txt', '.txt'));
  path.parse(path.resolve('/a', path.relative('/a/b', '/a/c')));
  for (const encoding of ['utf8', 'latin1', 'hex', 'base64', 'base64url', 'utf16le', 'ascii']) {
    const bytes = Buffer.from('abcdef12', encoding);
    bytes.toString(encoding);
    Buffer.alloc(8).write('abcd', 1, encoding);
    bytes.indexOf('a', 0, encoding);
  }
  const bytes = Buffer.concat([Buffer.from([1, 2, 3]), Buffer.allocUnsafe(40).fill('ab')]);
  bytes.writeUInt32BE(bytes.readInt32LE(0), 4);
  bytes.writeDoubleLE(bytes.readUInt16BE(2), 8);
  bytes.compare(bytes.subarray(2));
  bytes.equals(Buffer.from(bytes));
  new TextDecoder().decode(new TextEncoder().encode('text é'));
  const { StringDecoder } = require('string_decoder');
  new StringDecoder('utf8').end(bytes);
}

function events() {
  const { EventEmitter, once, on } = require('events');
  const emitter = new EventEmitter();
  once(emitter, 'x');
  on(emitter, 'y').return();
  emitter.once('x', () => {}).prependListener('x', () => {});
  emitter.emit('x', 1);
  emitter.removeAllListeners();
  const controller = new AbortController();
  controller.signal.addEventListener('abort', () => {}, { once: true });
  AbortSignal.any([controller.signal]);
  controller.abort();
  const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
  const storage = new AsyncLocalStorage();
  storage.run(1, () => queueMicrotask(() => storage.getStore()));
  new AsyncResource('used').runInAsyncScope(() => {});
}

for (const use of [streams, values, events]) use();
webStreams();
