// SPDX-License-Identifier: MIT
// CryptoKeys are equal when key, algorithm, usages and extractability are.
'use strict';
const assert = require('node:assert');

const make = (bytes, usages = ['sign'], extractable = true, hash = 'SHA-256') =>
  crypto.subtle.importKey('raw', new Uint8Array(bytes), { name: 'HMAC', hash }, extractable, usages);

(async () => {
  const key = await make([1, 2]);
  assert.deepStrictEqual(key, await make([1, 2]));
  for (const other of [make([1, 3]), make([1, 2], ['verify']), make([1, 2], ['sign'], false), make([1, 2], ['sign'], true, 'SHA-1')]) {
    assert.notDeepStrictEqual(key, await other);
    assert.notDeepEqual(key, await other);
  }
})();
