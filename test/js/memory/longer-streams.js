// SPDX-License-Identifier: MIT
// Ten times longer, the same memory: stream, stream/web, readline, tty, zlib.
'use strict';
const { Duplex, PassThrough, Readable, Transform, Writable, addAbortSignal } = require('node:stream');
const { finished, pipeline } = require('node:stream/promises');
const { longer } = require('../../fixtures/longer');

const nothing = () => {};
const signal = new AbortController().signal; // outlives all that listen to it
const objects = (n) => new Readable({ objectMode: true, read() { this.push(n-- > 0 ? { n } : null); } });
const step = () => new Transform({ objectMode: true, transform({ n }, encoding, done) { done(null, { n: n + 1 }); } });
const sink = () => new Writable({ objectMode: true, write(item, encoding, done) { done(); } });

function webSource(n) {
  return new ReadableStream({
    pull(controller) {
      if (n-- > 0) controller.enqueue(new Uint8Array(10));
      else controller.close();
    },
  });
}

longer(__filename, {
  objects: [25, () => async () => {
    await pipeline(objects(30), step(), step(), sink());
    for await (const item of objects(30)) if (item.n === 5) break;
    await objects(10).filter(() => true).map(({ n }) => n).take(3).toArray({ signal });
  }],
  bytes: [60, () => {
    const block = Buffer.alloc(65_536, 'a');
    return async () => {
      let n = 8;
      const source = new Readable({ read() { this.push(n-- > 0 ? block : null); } });
      await pipeline(source, new PassThrough(), new Writable({ write(chunk, encoding, done) { done(); } }), { signal });
      const one = new PassThrough({ encoding: 'utf8' });
      one.write('größer');
      one.setEncoding('utf8').unshift('text');
      one.end();
      await one.toArray();
    };
  }],
  'broken off': [50, () => async () => {
    const one = addAbortSignal(signal, new PassThrough());
    one.write('never read');
    one.destroy();
    const stop = new AbortController(), other = new PassThrough({ signal: stop.signal }).on('error', nothing);
    const ended = finished(other).catch(nothing);
    stop.abort();
    await ended;
    await pipeline(objects(5), async function* (source) { for await (const { n } of source) if (n === 2) throw n; }, sink()).catch(nothing);
    new Transform({ transform(chunk, encoding, done) { done(new Error('x')); } }).on('error', nothing).write('x');
    Duplex.from(async function* (source) { yield* source; }).end('x');
    new PassThrough({ highWaterMark: 1 }).pipe(new PassThrough());
    await Promise.all([new PassThrough().compose(new PassThrough()).destroy().toArray().catch(nothing), one.toArray().catch(nothing)]);
  }],
  'stream/web': [40, () => async () => {
    await webSource(5).pipeThrough(new TransformStream()).pipeTo(new WritableStream(), { signal });
    const [one, other] = webSource(3).tee();
    for await (const chunk of one) if (chunk.length === 0) break;
    await other.cancel();
    await webSource(3).pipeThrough(new CompressionStream('gzip')).pipeThrough(new DecompressionStream('gzip')).getReader().read();
    await Array.fromAsync(webSource(2).pipeThrough(new TextDecoderStream()).pipeThrough(new TextEncoderStream()));
    const bytes = new ReadableStream({ type: 'bytes', pull(controller) { controller.enqueue(new Uint8Array(100)); } });
    await bytes.getReader({ mode: 'byob' }).read(new Uint8Array(50));
    new TransformStream().writable.getWriter().write(1).catch(nothing);
  }],
  'streams of both kinds': [60, () => async () => {
    await Array.fromAsync(Readable.toWeb(Readable.from(['a', 'b'])));
    await Readable.fromWeb(webSource(3)).toArray();
    await webSource(3).pipeTo(Writable.toWeb(new PassThrough().resume()));
    Duplex.fromWeb(new TransformStream()).end('x');
    const { readable, writable } = Duplex.toWeb(new PassThrough().on('error', nothing));
    await Promise.allSettled([writable.close(), readable.cancel()]);
    await require('node:stream/consumers').text(webSource(3));
  }],
  readline: [25, () => {
    const readline = require('node:readline');
    const lines = Array.from({ length: 100 }, (_, i) => `203.0.113.${i} "GET /page/${i} HTTP/1.1" 200 ${i * 31}\n`).join('');
    return async () => {
      let count = 0;
      const reader = readline.createInterface({ input: Readable.from([lines.slice(0, 777), lines.slice(777)]) });
      reader.on('line', () => { count++; });
      await new Promise((resolve) => { reader.on('close', resolve); });
      for await (const line of readline.createInterface({ input: Readable.from([lines]) })) if (line.length > count) break;
      const input = new PassThrough();
      const terminal = readline.createInterface({ input, output: new PassThrough().resume(), terminal: true, history: ['one'] });
      input.write('abc\x1b[A\x1b[D\x7f\t');
      const asked = new Promise((resolve) => { terminal.question('? ', { signal }, resolve); });
      input.write('\r');
      await asked;
      terminal.question('? ', { signal }, nothing);
      terminal.close();
    };
  }],
  tty: [50, () => {
    const tty = require('node:tty'), fs = require('node:fs');
    const file = '/dev/ptmx'; // the other end of a terminal that nobody has is one as well
    if (!fs.existsSync(file)) return nothing;
    return async () => {
      const input = new tty.ReadStream(fs.openSync(file, 'r+')), output = new tty.WriteStream(fs.openSync(file, 'r+'));
      input.setRawMode(true).setRawMode(false).on('data', nothing);
      output.getColorDepth();
      output.getWindowSize();
      output.cursorTo(1, 1);
      const closed = [input, output].map((stream) => new Promise((resolve) => { stream.on('close', resolve).destroy(); }));
      await Promise.all(closed);
    };
  }],
  zlib: [15, () => {
    const zlib = require('node:zlib'), { promisify } = require('node:util');
    const page = Buffer.from('a line of text, and another\n'.repeat(150));
    const pairs = [['gzip', 'gunzip'], ['deflate', 'inflate'], ['deflateRaw', 'inflateRaw'], ['brotliCompress', 'brotliDecompress'],
                   ['zstdCompress', 'zstdDecompress']];
    const options = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 2 } };
    return async () => {
      for (const [pack, unpack] of pairs) {
        const packed = await promisify(zlib[pack])(page, pack[0] === 'b' ? options : undefined);
        zlib[`${unpack}Sync`](packed);
        await promisify(zlib[unpack])(packed.subarray(0, 20)).catch(nothing);
        zlib[`create${unpack[0].toUpperCase()}${unpack.slice(1)}`]().on('error', nothing).write(packed);
      }
      zlib.crc32(page);
    };
  }],
});
