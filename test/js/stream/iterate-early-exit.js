// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Readable } = require('stream');

(async () => {
  const make = () => Readable.from(['a', 'b', 'c', 'd']);
  // break destroys the stream, unless told not to.
  const one = make();
  for await (const chunk of one) if (chunk === 'b') break;
  assert.strictEqual(one.destroyed, true);
  const two = make();
  for await (const chunk of two.iterator({ destroyOnReturn: false })) if (chunk === 'b') break;
  assert.strictEqual(two.destroyed, false);
  assert.strictEqual(two.listenerCount('readable'), 0);
  const rest = [];
  for await (const chunk of two) rest.push(chunk);
  assert.deepStrictEqual(rest, ['c', 'd']);

  // An iterator that never began leaves the stream alone.
  const three = make();
  assert.deepStrictEqual(await three[Symbol.asyncIterator]().return('x'), { value: 'x', done: true });
  assert.strictEqual(three.destroyed, false);

  // throw() ends the stream and rejects with what was thrown.
  const four = make();
  const it = four[Symbol.asyncIterator]();
  await it.next();
  await assert.rejects(it.throw(new RangeError('out')), RangeError);
  assert.strictEqual(four.destroyed, true);
  assert.deepStrictEqual(await it.next(), { value: undefined, done: true });
})();
