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

// The default list has all of the others in it, also when a certificate is in two of them.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('node:os').tmpdir(), 'extra-'));
fs.writeFileSync(path.join(dir, 'extra.pem'), `${tls.rootCertificates.slice(0, 3).join('\n')}\n`);
const { stdout } = spawnSync(process.execPath, ['--use-system-ca', '-p', `
  const all = new Set(tls.getCACertificates());
  ['bundled', 'system', 'extra'].map((type) => tls.getCACertificates(type).every((pem) => all.has(pem))).join()`], {
  encoding: 'utf8', env: { ...process.env, NODE_EXTRA_CA_CERTS: path.join(dir, 'extra.pem') },
});
assert.strictEqual(stdout, 'true,true,true\n');
fs.rmSync(dir, { recursive: true });
