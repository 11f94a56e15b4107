// SPDX-License-Identifier: MIT
// A Duplex of an async generator function that is destroyed while the function waits for input: the input ends, the stream closes, and
// whoever composed it hears of the error.
'use strict';
const assert = require('assert');
const { Duplex, Readable, pipeline } = require('stream');

const log = [];
let left = 3;
function done() {
  if (--left > 0) return;
  assert.deepStrictEqual(log.sort(), ['composed boom', 'ended', 'finally', 'duplex boom', 'pipeline boom'].sort());
}
process.on('exit', () => assert.strictEqual(left, 0));

function failing() {
  let count = 0;
  const source = new Readable({
    read() {
      setImmediate(() => (count++ === 0 ? this.push('a') : this.destroy(new Error('boom'))));
    },
  });
  source.on('error', () => {});
  return source;
}
async function* copy(source) {
  for await (const chunk of source) yield `${chunk}`;
}

const duplex = Duplex.from(async function*(source) {
  try {
    for await (const chunk of source) yield chunk;
    log.push('ended');
  } finally {
    log.push('finally');
  }
});
duplex.on('error', (error) => log.push(`duplex ${error.message}`)).on('close', done);
duplex.on('data', () => setImmediate(() => duplex.destroy(new Error('boom'))));
duplex.write('a');

const composed = failing().compose(copy);
composed.on('data', () => {}).on('error', (error) => log.push(`composed ${error.message}`)).on('close', done);

pipeline(failing(), Duplex.from(copy).resume(), (error) => {
  log.push(`pipeline ${error.message}`);
  done();
});
