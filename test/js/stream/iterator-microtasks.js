// SPDX-License-Identifier: MIT
// A Readable's iterator answers as an async generator does: a chunk takes two microtasks, leaving the loop as well; several
// requests at once are answered in order.
'use strict';
const assert = require('node:assert');
const { Readable } = require('node:stream');

function marks(log) {
  let count = 0;
  queueMicrotask(function mark() {
    log.push(++count);
    if (count < 9) queueMicrotask(mark);
  });
}

(async () => {
  const loop = [];
  const readable = new Readable({ objectMode: true, read() {} });
  readable.push('a');
  readable.push('b');
  await new Promise(setImmediate);
  marks(loop);
  for await (const chunk of readable) {
    loop.push(chunk);
    if (chunk === 'b') break;
  }
  loop.push('left');
  await new Promise(setImmediate);
  assert.deepStrictEqual(loop, [1, 2, 'a', 3, 4, 'b', 5, 6, 'left', 7, 8, 9]);

  const several = [];
  const iterator = Readable.from(['a', 'b', Promise.reject(new Error('no')), 'd'])[Symbol.asyncIterator]();
  const told = (promise) => promise.then(({ value, done }) => several.push(done ? 'done' : value), (error) => several.push(error.message));
  for (let i = 0; i < 3; i++) told(iterator.next());
  told(iterator.return());
  await new Promise((resolve) => setTimeout(resolve, 2));
  assert.deepStrictEqual(several, ['a', 'b', 'no', 'done']);
})();
