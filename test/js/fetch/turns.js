// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

// What needs no network is settled after the turns that fetch takes itself: it is wrapped by nothing else.
async function turnsOf(promise) {
  let count = 0, settled = false;
  const end = () => { settled = true; };
  promise.then(end, end);
  for (; !settled; count++) await undefined;
  return count - 1;
}

(async () => {
  await fetch('data:,warm');
  assert.strictEqual(await turnsOf(fetch('data:,abc')), 3);
  assert.strictEqual(await turnsOf(fetch('foo:bar')), 3);
  assert.strictEqual(await turnsOf(fetch('no url')), 1);
  assert.strictEqual(await turnsOf(fetch('http://a', { signal: AbortSignal.abort() })), 1);
  await assert.rejects(fetch('foo:bar'), (error) => error.message === 'fetch failed' && error.cause instanceof Error);
  await assert.rejects(fetch('http://a', { signal: AbortSignal.abort(1) }), (reason) => reason === 1);
  assert.strictEqual(await (await fetch('data:,abc')).text(), 'abc');
})();
