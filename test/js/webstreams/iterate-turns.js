// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

// In which microtasks chunks come out of an iterated ReadableStream, and out of ReadableStream.from().
async function turns(source) {
  const log = [];
  await new Promise(setImmediate);
  (async () => {
    for await (const chunk of source) log.push(`chunk ${chunk}`);
    log.push('end');
  })();
  for (let i = 1; i < 8; i++) {
    await null;
    log.push(i);
  }
  return log.join();
}
async function reads(source) {
  const log = [];
  const reader = source.getReader();
  for (let i = 0; i < 3; i++) reader.read().then(({ value }) => log.push(value));
  for (let i = 0; i < 5; i++) {
    await null;
    log.push('-');
  }
  return log;
}
(async () => {
  const queued = new ReadableStream({ start(c) { c.enqueue('a'); c.enqueue('b'); c.close(); } });
  assert.strictEqual(await turns(queued), '1,2,3,chunk a,4,chunk b,5,end,6,7');
  assert.deepStrictEqual(await reads(ReadableStream.from(['a', 'b'])), ['-', '-', 'a', '-', 'b', '-', undefined, '-']);
  // Values that are promises are waited for, whatever kind of iterator gives them.
  const iterator = { next: () => ({ done: false, value: Promise.resolve(7) }) };
  const { value } = await ReadableStream.from({ [Symbol.asyncIterator]: () => iterator }).getReader().read();
  assert.strictEqual(value, 7);
})();
