// Flags: --experimental-shadow-realm --expose-gc
// Realms that nobody uses any more are collected, with their modules.
'use strict';
const assert = require('node:assert');

async function rounds(n) {
  for (let i = 0; i < n; i++) {
    const realm = new ShadowRealm();
    await realm.importValue('data:text/javascript,export const a = 1', 'a');
    await realm.importValue(`data:text/javascript,export const a = ${i}`, 'a');
    realm.evaluate('x = new Array(1000).fill(1), 0');
  }
  for (let i = 0; i < 3; i++) {
    gc();
    await new Promise(setImmediate);
  }
  return process.memoryUsage().heapUsed;
}

(async () => {
  await rounds(10);
  const before = await rounds(20);
  const after = await rounds(100);
  assert.ok(after - before < 4e6, `${before} -> ${after}`);
})();
