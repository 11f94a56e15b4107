// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

// After how many turns of the microtask queue something settles, as the order of the WHATWG's algorithms has it.
function turns(start) {
  return new Promise((resolve) => {
    let count = 0, settled = false;
    const tick = () => {
      if (settled) return;
      assert(++count < 100, 'never settled');
      Promise.resolve().then(tick);
    };
    start().then(() => {
      settled = true;
      resolve(count);
    });
    Promise.resolve().then(tick);
  });
}
const idle = () => new Promise((resolve) => setImmediate(resolve));
const expect = async (wanted, prepare) => {
  const start = prepare();
  await idle();
  assert.strictEqual(await turns(start), wanted, String(prepare));
};
const endless = (cancel) => new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); }, cancel });

(async () => {
  // A promise of a source of the user's is taken over by another; the library's own are not.
  await expect(1, () => { const s = endless(); return () => s.cancel(); });
  await expect(1, () => { const s = endless(() => {}); return () => s.cancel(); });
  await expect(3, () => { const s = endless(async () => {}); return () => s.cancel(); });
  await expect(2, () => { const t = new TransformStream(); return () => t.readable.cancel(); });
  await expect(2, () => { const w = new TransformStream().writable.getWriter(); return () => w.close(); });
  await expect(3, () => { const [a, b] = endless().tee(); return () => { a.cancel(); return b.cancel(); }; });
  await expect(1, () => { const s = ReadableStream.from([1]); return () => s.cancel(); });
  await expect(3, () => { const s = ReadableStream.from((async function* () { yield 1; })()); return () => s.cancel(); });

  // A value of an array that is no promise is not waited for.
  await expect(1, () => { const r = ReadableStream.from([1, 2]).getReader(); return () => r.read(); });
  const promised = ReadableStream.from([Promise.resolve(1), { then(f) { f(2); } }]);
  assert.deepStrictEqual(await Array.fromAsync(promised), [1, 2]);

  // The end of a stream that has been closed.
  const it = new ReadableStream({ start(c) { c.enqueue(1); c.close(); } }).values();
  await it.next();
  await idle();
  assert.strictEqual(await turns(() => it.next()), 0);
  assert.deepStrictEqual(await it.next(), { value: undefined, done: true });

  const closed = new ReadableStream({ start(c) { c.close(); } });
  assert.deepStrictEqual(await closed.values().next(), { value: undefined, done: true });
  assert.strictEqual(closed.locked, false);
})();
