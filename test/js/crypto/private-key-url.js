// SPDX-License-Identifier: MIT
'use strict';
// Private keys by the URL of a file, wherever a private key is asked for; not public ones.
const assert = require('assert');
const crypto = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-key-'));
try {
  const file = (name, data) => {
    fs.writeFileSync(path.join(directory, name), data);
    return pathToFileURL(path.join(directory, name));
  };
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = file('pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
  for (const url of [pem, file('pkcs8', privateKey.export({ type: 'pkcs8', format: 'der' })), file('sec1', privateKey.export({ type: 'sec1', format: 'der' }))]) {
    assert.ok(crypto.createPrivateKey(url).equals(privateKey));
    assert.ok(crypto.createPrivateKey({ key: url }).equals(privateKey));
    const signature = crypto.sign('sha256', Buffer.from('x'), url);
    assert.ok(crypto.verify('sha256', Buffer.from('x'), publicKey, signature));
    assert.ok(crypto.createVerify('sha256').update('y').verify(publicKey, crypto.createSign('sha256').update('y').sign(url)));
    assert.throws(() => crypto.createPublicKey(url), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => crypto.verify('sha256', Buffer.from('x'), url, signature), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  const locked = file('locked', privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'abc' }));
  assert.ok(crypto.createPrivateKey({ key: locked, passphrase: 'abc' }).equals(privateKey));
  assert.throws(() => crypto.createPrivateKey(locked), { code: 'ERR_MISSING_PASSPHRASE' });
  assert.throws(() => crypto.createPrivateKey({ key: locked, passphrase: 'x' }), { code: /^ERR_OSSL_/ });

  assert.throws(() => crypto.createPrivateKey(new URL('http://a/')), { code: 'ERR_OSSL_OSSL_STORE_UNSUPPORTED' });
  assert.throws(() => crypto.createPrivateKey(file('other', publicKey.export({ type: 'spki', format: 'pem' }))), { code: 'ERR_OSSL_OSSL_STORE_UNSUPPORTED' });
  assert.throws(() => crypto.createPrivateKey(pathToFileURL(path.join(directory, 'none'))), /no such file/i);
  assert.throws(() => crypto.createPrivateKey(5), { code: 'ERR_INVALID_ARG_TYPE', message: /DataView, or URL\. Received type number \(5\)$/ });
} finally {
  fs.rmSync(directory, { recursive: true });
}
