// SPDX-License-Identifier: MIT
// Base64 is taken leniently from strings, and strictly by atob().
'use strict';
const assert = require('node:assert');

const decode = (text) => Buffer.from(text, 'base64').toString('latin1');
assert.strictEqual(decode('YQ==YQ=='), 'a');
assert.strictEqual(decode('Y!W\nJ j'), 'abc');
assert.strictEqual(decode('-_+/'), '\xfb\xff\xbf');
assert.strictEqual(decode('YWJjZA'), 'abcd');
assert.strictEqual(Buffer.from('\xfb\xff', 'latin1').toString('base64url'), '-_8');
const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => i * 7));
for (let n = 0; n < 200; n++) {
  const part = bytes.subarray(n, 3 * n);
  assert.deepStrictEqual(Buffer.from(part.toString('base64'), 'base64'), part);
  assert.deepStrictEqual(Buffer.from(part.toString('hex'), 'hex'), part);
}
assert.strictEqual(atob(' YW\tI= '), 'ab');
assert.throws(() => atob('YQ='), { name: 'InvalidCharacterError' });
assert.throws(() => btoa('€'), { name: 'InvalidCharacterError', code: 5 });
