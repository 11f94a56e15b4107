// SPDX-License-Identifier: MIT
// Nothing to verify or to convert gives an empty string, a negative length of the vector no information.
'use strict';
const assert = require('assert');
const { Certificate, ECDH, getCipherInfo } = require('crypto');

for (const empty of ['', Buffer.alloc(0), new ArrayBuffer(0)]) {
  assert.strictEqual(Certificate.verifySpkac(empty), '');
  assert.strictEqual(new Certificate().verifySpkac(empty), '');
  assert.strictEqual(ECDH.convertKey(empty, 'prime256v1'), '');
  assert.strictEqual(ECDH.convertKey(empty, 'prime256v1', undefined, 'hex', 'compressed'), '');
}
assert.strictEqual(Certificate.verifySpkac('x'), false);
assert.throws(() => ECDH.convertKey('', 'prime256v1', undefined, 'hex', 'x'), { code: 'ERR_CRYPTO_ECDH_INVALID_FORMAT' });
assert.throws(() => ECDH.convertKey('ab', 'prime256v1', 'hex'), { code: 'ERR_CRYPTO_OPERATION_FAILED' });
for (const name of ['aes-128-cbc', 'aes-128-ecb', 'aes-128-ccm', 'chacha20-poly1305']) {
  assert.strictEqual(getCipherInfo(name, { ivLength: -1 }), undefined);
  assert.strictEqual(typeof getCipherInfo(name).keyLength, 'number');
}
