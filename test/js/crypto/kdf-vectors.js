// SPDX-License-Identifier: MIT
// Known answers of PBKDF2 (RFC 6070), scrypt (RFC 7914), Argon2 (RFC 9106); ranges.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');

const pbkdf2 = (...args) => crypto.pbkdf2Sync(...args).toString('hex');
assert.strictEqual(pbkdf2('password', 'salt', 1, 20, 'sha1'), '0c60c80f961f0e71f3a9b524af6012062fe037a6');
assert.strictEqual(pbkdf2('passwordPASSWORDpassword', 'saltSALTsaltSALTsaltSALTsaltSALTsalt', 4096, 25, 'sha1'),
  '3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038');
assert.strictEqual(pbkdf2('pass\0word', 'sa\0lt', 4096, 16, 'sha1'), '56fa6aa75548099dcc37d7f03425e0c3');
assert.strictEqual(pbkdf2('passwd', 'salt', 1, 64, 'sha256'),
  '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc' +
  '49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783');
assert.strictEqual(pbkdf2('Password', 'NaCl', 80000, 64, 'sha256'),
  '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56' +
  'a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d');
assert.strictEqual(pbkdf2('a'.repeat(200), 'salt', 1000, 100, 'sha512'),
  '94fe6f9b723b1e0f9e9eb1d6c8a09c5bb714b9b0749c13ce567888b1ed4a7f127eb2348139741c626d369d5f2189431cfded' +
  '3ed1715dadc9dfb080c5dda4ca0612d4048a3486c33c4199a2a49f41a7e8b6cbf38c6b6c7f4d094b2459bb0789ecab4e1f28');
assert.strictEqual(pbkdf2('pw', 'salt', 3, 33, 'md5'), 'd684741fdc128b5679ae66b7f6b255416b2454aec15083b412a9865adb9d2b22ea');

// RFC 7914, 12; what it has no vectors for: r that is odd, p beside r, more memory than threads keep (computed with OpenSSL)
const scrypts = [
  ['', '', { N: 16, r: 1, p: 1 }, '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442' +
    'fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906'],
  ['password', 'NaCl', { N: 1024, r: 8, p: 16 }, 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162' +
    '2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640'],
  ['pleaseletmein', 'SodiumChloride', { N: 16384, r: 8, p: 1 }, '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2' +
    'd5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887'],
  ['pw', 'salt', { N: 32, r: 3, p: 2 }, '23caa8d5bcc6ff830940c3073f0b2c07b1b82265abf9eace5c5a86905e8645f913'],
  ['pw', 'salt', { N: 131072, r: 8, p: 1 }, '8e489c9f6e3d1d1fe6d0a5674e5c2010'],
];
for (const [password, salt, options, key] of scrypts) {
  const length = key.length / 2;
  assert.strictEqual(crypto.scryptSync(password, salt, length, { ...options, maxmem: 2 ** 28 }).toString('hex'), key);
  for (let i = 0; i < 3; i++) {
    crypto.scrypt(password, salt, length, { ...options, maxmem: 2 ** 28 }, (error, derived) => {
      assert.ifError(error);
      assert.strictEqual(derived.toString('hex'), key);
    });
  }
}

// RFC 9106, 5.1 to 5.3
const parameters = {
  message: Buffer.alloc(32, 1), nonce: Buffer.alloc(16, 2), secret: Buffer.alloc(8, 3), associatedData: Buffer.alloc(12, 4),
  parallelism: 4, tagLength: 32, memory: 32, passes: 3,
};
const tags = {
  argon2d: '512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb',
  argon2i: 'c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8',
  argon2id: '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
};
for (const name of Object.keys(tags)) {
  assert.strictEqual(crypto.argon2Sync(name, parameters).toString('hex'), tags[name]);
  crypto.argon2(name, parameters, (error, tag) => {
    assert.ifError(error);
    assert.strictEqual(tag.toString('hex'), tags[name]);
  });
}
assert.throws(() => crypto.argon2Sync('argon2', parameters), { code: 'ERR_INVALID_ARG_VALUE' });
for (const [name, value] of [['memory', 31], ['tagLength', 3], ['passes', 0], ['parallelism', 0], ['nonce', Buffer.alloc(7)]]) {
  assert.throws(() => crypto.argon2Sync('argon2id', { ...parameters, [name]: value }), { code: 'ERR_OUT_OF_RANGE' });
}
