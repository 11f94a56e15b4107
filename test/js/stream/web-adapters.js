// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Readable, Writable, Duplex } = require('stream');
const { pipeline } = require('stream/promises');

(async () => {
  // To the web and back.
  const chunks = ['one', 'two', 'three'];
  let text = '';
  for await (const chunk of Readable.fromWeb(Readable.toWeb(Readable.from(chunks.map(Buffer.from))))) text += chunk;
  assert.strictEqual(text, 'onetwothree');

  const got = [];
  const web = new WritableStream({ write(chunk) { got.push(Buffer.from(chunk).toString()); } });
  await pipeline(Readable.from(chunks), Writable.fromWeb(web));
  assert.deepStrictEqual(got, chunks);

  const sink = [];
  const writer = Writable.toWeb(new Writable({ write(chunk, e, callback) { sink.push(String(chunk)); setImmediate(callback); } })).getWriter();
  for (const chunk of chunks) await writer.write(chunk);
  await writer.close();
  assert.deepStrictEqual(sink, chunks);

  const duplex = Duplex.fromWeb(new TransformStream({ transform(chunk, c) { c.enqueue(chunk); } }), { encoding: 'utf8' });
  duplex.end('through');
  assert.strictEqual((await duplex.toArray()).join(''), 'through');

  // Errors cross over.
  const failing = new ReadableStream({ pull() { throw new RangeError('source'); } });
  await assert.rejects(Readable.fromWeb(failing).toArray(), RangeError);
  const broken = Readable.toWeb(new Readable({ read() { this.destroy(new RangeError('node')); } }));
  await assert.rejects(broken.getReader().read(), RangeError);
})();
