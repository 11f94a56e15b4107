// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

(async () => {
  // break cancels, preventCancel does not.
  let cancelled = 0;
  const make = () => {
    let n = 0;
    return new ReadableStream({ pull(c) { c.enqueue(n++); }, cancel() { cancelled++; } });
  };
  const one = make();
  for await (const n of one) if (n === 3) break;
  assert.strictEqual(cancelled, 1);
  assert.strictEqual(one.locked, false);
  const two = make();
  for await (const n of two.values({ preventCancel: true })) if (n === 3) break;
  assert.strictEqual(cancelled, 1);
  assert.deepStrictEqual((await two.getReader().read()).value, 4);

  // Calls that overlap are answered in order.
  const it = make()[Symbol.asyncIterator]();
  const answers = await Promise.all([it.next(), it.next(), it.next(), it.return('end'), it.next()]);
  assert.deepStrictEqual(answers.map((a) => a.value), [0, 1, 2, 'end', undefined]);
  assert.deepStrictEqual(answers.map((a) => a.done), [false, false, false, true, true]);

  // An error is thrown once; afterwards the iterator is at its end.
  const failing = new ReadableStream({ pull() { throw new Error('no'); } }).values();
  await assert.rejects(failing.next(), /no/);
  assert.deepStrictEqual(await failing.next(), { value: undefined, done: true });
})();
