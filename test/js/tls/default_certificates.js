// SPDX-License-Identifier: MIT
// What is trusted by default can be listed and replaced; a broken certificate is refused with OpenSSL's words.
'use strict';
const assert = require('node:assert');
const tls = require('node:tls');
const { cert, pair } = require('./fixtures/keys');

assert.strictEqual(tls.getCACertificates(), tls.getCACertificates('default'));
assert.strictEqual(tls.getCACertificates('bundled'), tls.rootCertificates);
assert.ok(Object.isFrozen(tls.rootCertificates));
assert.throws(() => tls.getCACertificates(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => tls.getCACertificates('x'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => tls.setDefaultCACertificates(['x']), { code: 'ERR_CRYPTO_OPERATION_FAILED' });
assert.throws(() => tls.setDefaultCACertificates([1]), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => tls.setDefaultCACertificates(['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']),
              { code: 'ERR_OSSL_PEM_ASN1_LIB' });

(async () => {
  await assert.rejects(pair({}, { ca: undefined }), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  tls.setDefaultCACertificates([cert, Buffer.from(cert)]);
  assert.deepStrictEqual(tls.getCACertificates(), [cert]);
  const [client, , server] = await pair({}, { ca: undefined });
  assert.ok(client.authorized);
  // A revocation list is for one context only.
  assert.throws(() => tls.createSecureContext({ crl: 'x' }), /Failed to parse CRL/);
  client.destroy();
  server.close();
  process.exit(); // the server of the refused connection
})();
