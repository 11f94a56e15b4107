// SPDX-License-Identifier: MIT
// X509Certificate.prototype.toLegacyObject: has all members, undefined where the certificate says nothing; the curve is
// looked at before the point that a JWK has on it.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');
const tls = require('node:tls');

const certificate = new crypto.X509Certificate(tls.rootCertificates[0]);
assert.deepStrictEqual(Object.keys(certificate.toLegacyObject()), [
  'subject', 'issuer', 'subjectaltname', 'infoAccess', 'ca', 'modulus', 'exponent', 'pubkey', 'bits', 'valid_from', 'valid_to',
  'fingerprint', 'fingerprint256', 'fingerprint512', 'ext_key_usage', 'serialNumber', 'raw', 'asn1Curve', 'nistCurve',
]);
assert.deepStrictEqual([crypto.X509Certificate.prototype.checkHost.length, crypto.X509Certificate.prototype.checkEmail.length], [2, 2]);
assert.throws(() => crypto.createPublicKey({ key: { kty: 'EC', crv: 'x' }, format: 'jwk' }), { code: 'ERR_CRYPTO_INVALID_CURVE' });
