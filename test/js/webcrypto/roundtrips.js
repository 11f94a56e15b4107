// SPDX-License-Identifier: MIT
// Every algorithm: make a key, use it, export and import it again in all its formats, use that.
'use strict';
const assert = require('assert');
const { subtle } = globalThis.crypto;
process.on('warning', () => {});

const data = new TextEncoder().encode('what is to be kept');
const large = new Uint8Array(100_000).fill(7); // goes through the pool
const rsa = { modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
const iv = new Uint8Array(12).fill(3);

async function cipher(algorithm, use, formats) {
  const key = await subtle.generateKey(algorithm, true, ['encrypt', 'decrypt']);
  for (const format of formats) {
    const again = await subtle.importKey(format, await subtle.exportKey(format, key), algorithm, false, ['decrypt']);
    for (const message of [data, large, new Uint8Array(0)]) {
      const sealed = await subtle.encrypt(use, key, message);
      assert.deepStrictEqual(new Uint8Array(await subtle.decrypt(use, again, sealed)), message);
    }
  }
}

async function signature(algorithm, use, formats) {
  const made = await subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const [priv, pub] = [made.privateKey ?? made, made.publicKey ?? made];
  const signed = await subtle.sign(use, priv, data);
  for (const format of formats) {
    const again = await subtle.importKey(format, await subtle.exportKey(format, pub), algorithm, true, ['verify']);
    assert.strictEqual(await subtle.verify(use, again, signed, data), true);
    assert.strictEqual(await subtle.verify(use, again, signed, large), false);
    assert.strictEqual(await subtle.verify(use, again, new Uint8Array(3), data), false);
  }
  if (made.privateKey === undefined) return;
  for (const format of ['pkcs8', 'jwk']) {
    const again = await subtle.importKey(format, await subtle.exportKey(format, priv), algorithm, false, ['sign']);
    assert.strictEqual(await subtle.verify(use, pub, await subtle.sign(use, again, data), data), true);
  }
  assert.deepStrictEqual(await subtle.exportKey('spki', await subtle.getPublicKey(priv, ['verify'])),
    await subtle.exportKey('spki', pub));
}

async function agreement(algorithm, bits) {
  const [a, b] = await Promise.all([0, 1].map(() => subtle.generateKey(algorithm, true, ['deriveBits', 'deriveKey'])));
  const one = await subtle.deriveBits({ name: algorithm.name, public: b.publicKey }, a.privateKey, null);
  assert.strictEqual(one.byteLength * 8, bits);
  assert.deepStrictEqual(await subtle.deriveBits({ name: algorithm.name, public: a.publicKey }, b.privateKey), one);
  const short = await subtle.deriveBits({ name: algorithm.name, public: a.publicKey }, b.privateKey, 13);
  assert.deepStrictEqual(new Uint8Array(short), new Uint8Array(one).slice(0, 2).map((byte, i) => (i ? byte & 0xf8 : byte)));
  const key = await subtle.deriveKey({ name: algorithm.name, public: a.publicKey }, b.privateKey, { name: 'AES-CBC', length: 256 },
    true, ['encrypt']);
  assert.deepStrictEqual(await subtle.exportKey('raw', key), one.slice(0, 32));
}

(async () => {
  for (const length of [128, 192, 256]) {
    await cipher({ name: 'AES-CBC', length }, { name: 'AES-CBC', iv: new Uint8Array(16) }, ['raw', 'raw-secret', 'jwk']);
    await cipher({ name: 'AES-CTR', length }, { name: 'AES-CTR', counter: new Uint8Array(16), length: 64 }, ['raw', 'jwk']);
    await cipher({ name: 'AES-GCM', length }, { name: 'AES-GCM', iv, additionalData: data }, ['raw', 'jwk']);
    await cipher({ name: 'AES-GCM', length }, { name: 'AES-GCM', iv, tagLength: 96 }, ['raw']);
    await cipher({ name: 'AES-OCB', length }, { name: 'AES-OCB', iv, additionalData: data }, ['raw-secret', 'jwk']);
  }
  await cipher({ name: 'ChaCha20-Poly1305' }, { name: 'ChaCha20-Poly1305', iv }, ['raw-secret', 'jwk']);
  for (const hash of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512', 'SHA3-256']) {
    await signature({ name: 'HMAC', hash }, 'HMAC', ['raw', 'jwk']);
  }
  await signature({ name: 'KMAC128' }, { name: 'KMAC128', length: 256, customization: data }, ['raw-secret', 'jwk']);
  await signature({ name: 'KMAC256' }, { name: 'KMAC256', length: 512 }, ['raw-secret', 'jwk']);
  await signature({ name: 'RSASSA-PKCS1-v1_5', ...rsa }, 'RSASSA-PKCS1-v1_5', ['spki', 'jwk']);
  await signature({ name: 'RSA-PSS', ...rsa }, { name: 'RSA-PSS', saltLength: 32 }, ['spki', 'jwk']);
  for (const namedCurve of ['P-256', 'P-384', 'P-521']) {
    for (const hash of ['SHA-256', 'SHA3-512']) {
      await signature({ name: 'ECDSA', namedCurve }, { name: 'ECDSA', hash }, ['spki', 'jwk', 'raw', 'raw-public']);
    }
    await agreement({ name: 'ECDH', namedCurve }, { 'P-256': 256, 'P-384': 384, 'P-521': 528 }[namedCurve]);
  }
  for (const name of ['Ed25519', 'Ed448']) await signature({ name }, name, ['spki', 'jwk', 'raw']);
  await agreement({ name: 'X25519' }, 256);
  await agreement({ name: 'X448' }, 448);
  const pair = await subtle.generateKey({ name: 'RSA-OAEP', ...rsa }, true, ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']);
  const sealed = await subtle.encrypt({ name: 'RSA-OAEP', label: data }, pair.publicKey, data);
  assert.deepStrictEqual(new Uint8Array(await subtle.decrypt({ name: 'RSA-OAEP', label: data }, pair.privateKey, sealed)), data);
  await assert.rejects(subtle.decrypt('RSA-OAEP', pair.privateKey, sealed), { name: 'OperationError' });
})();
