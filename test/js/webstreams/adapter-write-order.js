// SPDX-License-Identifier: MIT
// Writable.fromWeb() and Duplex.fromWeb() hand chunks on at once, are told of their end without promises in between, and may
// be written to from there. Several that have waited go together; the first error of any counts.
'use strict';
const assert = require('node:assert');
const { Writable, Duplex } = require('node:stream');

function order(highWaterMark, done) {
  const log = [];
  const writable = Writable.fromWeb(new WritableStream({
    write(chunk) { log.push(`write ${chunk}`); },
    close() { log.push('close'); },
  }, { highWaterMark }), { objectMode: true });
  setImmediate(() => {
    let count = 0;
    queueMicrotask(function mark() {
      log.push(++count);
      if (count < 4) queueMicrotask(mark);
    });
    writable.write('a', () => log.push('a'));
    writable.write('b', () => log.push('b'));
    writable.end('c', () => done(log));
  });
}

for (const highWaterMark of [1, 3]) {
  order(highWaterMark, (log) => {
    assert.deepStrictEqual(log, ['write a', 1, 'a', 'write b', 2, 'write c', 3, 'b', 'close', 4]);
  });
}

const failed = [];
const broken = Writable.fromWeb(new WritableStream({
  write(chunk) { if (chunk[0] === 98) throw new Error('no b'); },
}));
broken.on('error', (error) => failed.push(`event ${error.message}`));
for (const chunk of ['a', 'b', 'c']) broken.write(chunk, (error) => failed.push(`${chunk} ${error?.message}`));

const sizeFails = Writable.fromWeb(new WritableStream({}, { size() { throw new Error('no size'); } }));
sizeFails.on('error', (error) => failed.push(`event ${error.message}`));
sizeFails.write('x', (error) => failed.push(`x ${error?.message}`));

const received = [];
const duplex = Duplex.fromWeb(new TransformStream());
duplex.on('data', (chunk) => received.push(String(chunk)));
for (let i = 0; i < 100; i++) duplex.write(`${i}`);
duplex.end();

process.on('exit', () => {
  assert.deepStrictEqual(failed.sort(), ['a undefined', 'b no b', 'c no b', 'event no b', 'event no size', 'x no size']);
  assert.deepStrictEqual(received, Array.from({ length: 100 }, (_, i) => `${i}`));
});
