// SPDX-License-Identifier: MIT
'use strict';
// Keys as their bytes alone: formats raw-public and raw-private.
const assert = require('assert');
const { ECDH, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, sign, verify } = require('crypto');

const kinds = [['ec', { namedCurve: 'P-256' }, 65, 32], ['ec', { namedCurve: 'secp384r1' }, 97, 48], ['ed25519', {}, 32, 32],
               ['ed448', {}, 57, 57], ['x25519', {}, 32, 32], ['x448', {}, 56, 56]];
for (const [asymmetricKeyType, options, publicSize, privateSize] of kinds) {
  const pair = generateKeyPairSync(asymmetricKeyType, options);
  const publicBytes = pair.publicKey.export({ format: 'raw-public' }), privateBytes = pair.privateKey.export({ format: 'raw-private' });
  assert.deepStrictEqual([publicBytes.length, privateBytes.length], [publicSize, privateSize]);
  const rest = { asymmetricKeyType, ...options };
  assert.ok(createPublicKey({ key: publicBytes, format: 'raw-public', ...rest }).equals(pair.publicKey));
  assert.ok(createPrivateKey({ key: privateBytes, format: 'raw-private', ...rest }).equals(pair.privateKey));
  assert.ok(createPublicKey({ key: privateBytes, format: 'raw-private', ...rest }).equals(pair.publicKey));
  assert.throws(() => createPrivateKey({ key: publicBytes, format: 'raw-public', ...rest }),
                { code: 'ERR_INVALID_ARG_VALUE', message: "The property 'key.format' is invalid. Received 'raw-public'" });
  assert.throws(() => createPublicKey({ key: publicBytes.subarray(1), format: 'raw-public', ...rest }), { code: 'ERR_INVALID_ARG_VALUE', message: 'Invalid key data' });
  assert.throws(() => pair.privateKey.export({ format: 'raw-public' }), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => pair.privateKey.export({ format: 'raw-private', passphrase: 'x' }),
                { message: 'The selected key encoding raw-private does not support encryption.' });
}

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const compressed = publicKey.export({ format: 'raw-public', type: 'compressed' });
assert.deepStrictEqual(compressed, ECDH.convertKey(publicKey.export({ format: 'raw-public' }), 'prime256v1', undefined, undefined, 'compressed'));
assert.ok(createPublicKey({ key: compressed, format: 'raw-public', asymmetricKeyType: 'ec', namedCurve: 'P-256' }).equals(publicKey));
const raw = { key: privateKey.export({ format: 'raw-private' }), format: 'raw-private', asymmetricKeyType: 'ec' };
const signature = sign('sha256', Buffer.from('data'), { ...raw, namedCurve: 'prime256v1', dsaEncoding: 'ieee-p1363' });
assert.ok(verify('sha256', Buffer.from('data'), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature.buffer));
assert.throws(() => createPrivateKey(raw), { code: 'ERR_INVALID_ARG_TYPE', message: /"key\.namedCurve"/ });
assert.throws(() => createPrivateKey({ ...raw, namedCurve: 'none' }), { code: 'ERR_CRYPTO_INVALID_CURVE', message: 'Invalid EC curve name' });
assert.throws(() => createPrivateKey({ ...raw, asymmetricKeyType: 'rsa' }), { code: 'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS' });
assert.throws(() => createPrivateKey({ ...raw, asymmetricKeyType: 'none' }), { message: 'Invalid asymmetricKeyType: none' });

// The stateless exchange takes keys in any form.
const one = generateKeyPairSync('x25519'), two = generateKeyPairSync('x25519');
const pem = { privateKey: one.privateKey.export({ format: 'pem', type: 'pkcs8' }), publicKey: two.publicKey.export({ format: 'pem', type: 'spki' }) };
assert.deepStrictEqual(diffieHellman(pem), diffieHellman({ privateKey: two.privateKey, publicKey: one.publicKey }));
assert.throws(() => diffieHellman({ privateKey: one.publicKey, publicKey: two.publicKey }), { code: 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE' });
assert.throws(() => diffieHellman({ privateKey: one.privateKey, publicKey: publicKey }), { code: 'ERR_CRYPTO_INCOMPATIBLE_KEY' });
