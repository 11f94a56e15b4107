// SPDX-License-Identifier: MIT
// Keys of all curves to which NIST gives a name (FIPS 186-4), by that name; ECDH knows OpenSSL's names only.
'use strict';
const assert = require('assert');
const { createECDH, generateKeyPairSync } = require('crypto');

const names = {
  'P-192': 'prime192v1', 'P-224': 'secp224r1', 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1',
  'B-163': 'sect163r2', 'K-163': 'sect163k1', 'K-571': 'sect571k1', secp224r1: 'secp224r1', secp256k1: 'secp256k1',
};
for (const [name, namedCurve] of Object.entries(names)) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: name });
  assert.deepStrictEqual(privateKey.asymmetricKeyDetails, { namedCurve });
}
const refused = { name: 'TypeError', code: 'ERR_CRYPTO_INVALID_CURVE', message: 'Invalid EC curve name' };
for (const namedCurve of ['p-256', 'P-255', '', '__proto__', '1.2.840.10045.3.1.7']) {
  assert.throws(() => generateKeyPairSync('ec', { namedCurve }), refused);
}
assert.throws(() => createECDH('P-224'), refused);
