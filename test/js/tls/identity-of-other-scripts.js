// SPDX-License-Identifier: MIT
// The host that a certificate is compared with is the one that is looked up: full stops of other scripts divide labels, letters of other
// scripts are in their ASCII form, and what is no name matches nothing.
'use strict';
const assert = require('assert');
const { checkServerIdentity } = require('tls');

const cert = { subject: { CN: 'x' }, subjectaltname: 'DNS:*.example.com, DNS:xn--bcher-kva.org' };
for (const host of ['foo.example.com', 'FOO.example.com', 'bücher.example.com', 'a．example.com', 'foo｡example.com', 'bücher.org', 'BÜCHER.org',
  'foo.example.com.', 'under_score.example.com']) {
  assert.strictEqual(checkServerIdentity(host, cert), undefined, host);
}
for (const host of ['foo。bar.example.com', 'a．b.example.com', 'x\0.example.com', 'a b.example.com', 'xn--bcher-kva.org/.example.com',
  'xn--bcher-kva.org#.example.com', 'xn--\u{1f4a9}.example.com', '']) {
  const error = checkServerIdentity(host, cert);
  assert.strictEqual(error?.code, 'ERR_TLS_CERT_ALTNAME_INVALID', host);
  assert.strictEqual(error.host, host);
}
