// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

(async () => {
  let cancelled;
  let n = 0;
  const source = new ReadableStream({
    pull(c) { if (n < 4) c.enqueue({ n: n++ }); else c.close(); },
    cancel(reasons) { cancelled = reasons; },
  });
  const [a, b] = source.tee();
  assert.strictEqual(source.locked, true);
  const fromA = [];
  for await (const chunk of a) fromA.push(chunk);
  const fromB = [];
  for await (const chunk of b) fromB.push(chunk);
  assert.deepStrictEqual(fromA.map((c) => c.n), [0, 1, 2, 3]);
  fromA.forEach((chunk, i) => assert.strictEqual(chunk, fromB[i]));
  assert.strictEqual(cancelled, undefined);

  const [c, d] = new ReadableStream({ cancel(reasons) { cancelled = reasons; } }).tee();
  const done = c.cancel('one');
  await d.cancel('two');
  await done;
  assert.deepStrictEqual(cancelled, ['one', 'two']);

  // Bytes: the branches do not share memory.
  const [e, f] = new ReadableStream({ type: 'bytes', start(k) { k.enqueue(new Uint8Array([1, 2])); k.close(); } }).tee();
  const x = (await e.getReader().read()).value;
  x[0] = 9;
  assert.deepStrictEqual([...(await f.getReader().read()).value], [1, 2]);
})();
