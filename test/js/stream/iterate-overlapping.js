// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Readable } = require('stream');

// Requests made before there is data are answered in order; so are those after the end.
(async () => {
  const stream = new Readable({ objectMode: true, read() {} });
  const it = stream[Symbol.asyncIterator]();
  assert.strictEqual(Object.prototype.toString.call(it), '[object AsyncGenerator]');
  assert.strictEqual(it[Symbol.asyncIterator](), it);
  const answers = [it.next(), it.next(), it.next(), it.return('end'), it.next()];
  stream.push(1);
  setImmediate(() => {
    stream.push(Promise.resolve(2)); // unwrapped, as by yield
    stream.push(3);
  });
  assert.deepStrictEqual(await Promise.all(answers), [
    { value: 1, done: false }, { value: 2, done: false }, { value: 3, done: false },
    { value: 'end', done: true }, { value: undefined, done: true },
  ]);
  assert.strictEqual(stream.destroyed, true);

  const broken = new Readable({ objectMode: true, read() { this.push(Promise.reject(new Error('bad chunk'))); } });
  await assert.rejects(async () => { for await (const chunk of broken) assert.fail(chunk); }, /bad chunk/);
})();
