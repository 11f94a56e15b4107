// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: hashes, ciphers, keys, signatures, agreements, derivations, random values, certificates, Web Crypto.
'use strict';
const assert = require('assert');
const crypto = require('crypto');
const tls = require('tls');
const { promisify } = require('util');
const { noGrowth, noResidentGrowth } = require('../../fixtures/growth');

async function stable(name, fn, rounds) {
  await noGrowth(name, fn, rounds);
  await noResidentGrowth(name, fn, 3 * rounds);
}

const key = Buffer.alloc(32, 1), iv = Buffer.alloc(12), text = Buffer.alloc(100, 'x');
const ec = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }), x = crypto.generateKeyPairSync('x25519');
const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 }), ed = crypto.generateKeyPairSync('ed25519');

async function symmetric() {
  await stable('hashes', () => {
    const hash = crypto.createHash('sha3-256').update(text);
    hash.copy().digest('hex');
    crypto.createHash('sha256').update(text).digest();
    crypto.createHmac('blake2b512', key).update('a').digest('base64');
    crypto.hash('md5', 'a');
    crypto.createHash('shake128', { outputLength: 64 }).update('a').digest();
    assert.throws(() => crypto.createHash('none'));
  }, 300);
  await stable('ciphers', () => {
    for (const [name, options] of [['aes-256-gcm', undefined], ['chacha20-poly1305', { authTagLength: 16 }], ['aes-256-ocb', { authTagLength: 16 }]]) {
      const c = crypto.createCipheriv(name, key, iv, options).setAAD(text);
      const sealed = Buffer.concat([c.update(text), c.final()]);
      const d = crypto.createDecipheriv(name, key, iv, options).setAAD(text).setAuthTag(c.getAuthTag());
      d.update(sealed);
      d.final();
      assert.throws(() => crypto.createDecipheriv(name, key, iv, options).setAuthTag(Buffer.alloc(16)).final());
    }
    crypto.createCipheriv('aes-256-cbc', key, Buffer.alloc(16)).update(text); // never finished
  }, 200);
  await stable('random', async () => {
    crypto.randomBytes(1000);
    await promisify(crypto.randomFill)(Buffer.alloc(10));
    crypto.randomUUID();
    crypto.randomInt(100);
    crypto.generatePrimeSync(32);
    crypto.checkPrimeSync(7n);
  }, 200);
  await stable('derivation', async () => {
    await promisify(crypto.pbkdf2)('a', 'b', 2, 20, 'sha512');
    await promisify(crypto.scrypt)('a', 'b', 20, { N: 16 });
    await promisify(crypto.hkdf)('sha256', key, iv, '', 20);
    crypto.hkdfSync('sha1', key, iv, '', 20);
    await promisify(crypto.argon2)('argon2id', { message: 'a', nonce: key, parallelism: 1, tagLength: 16, memory: 8, passes: 1 });
  }, 60);
}

async function asymmetric() {
  await stable('signatures', async () => {
    for (const [algorithm, { privateKey, publicKey }] of [['sha256', ec], ['sha256', rsa], [null, ed]]) {
      const signature = crypto.sign(algorithm, text, privateKey);
      assert.ok(crypto.verify(algorithm, text, publicKey, signature));
      assert.ok(await promisify(crypto.verify)(algorithm, text, publicKey, signature));
      assert.ok(!crypto.verify(algorithm, key, publicKey, signature));
    }
    const p1363 = crypto.createSign('sha384').update(text).sign({ key: ec.privateKey, dsaEncoding: 'ieee-p1363' });
    crypto.createVerify('sha384').update(text).verify({ key: ec.publicKey, dsaEncoding: 'ieee-p1363' }, p1363);
    crypto.privateDecrypt({ key: rsa.privateKey, oaepLabel: key }, crypto.publicEncrypt({ key: rsa.publicKey, oaepLabel: key }, iv));
  }, 30);
  await stable('keys', async () => {
    for (const { privateKey, publicKey } of [ec, rsa, ed]) {
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'a' });
      crypto.createPublicKey({ key: crypto.createPrivateKey({ key: pem, passphrase: 'a' }).export({ format: 'jwk' }), format: 'jwk' }).equals(publicKey);
      assert.throws(() => crypto.createPrivateKey({ key: pem, passphrase: 'b' }));
      structuredClone(publicKey);
    }
    await promisify(crypto.generateKeyPair)('ed25519');
    crypto.createSecretKey(key).export({ format: 'jwk' });
  }, 12);
  await stable('agreements', () => {
    const a = crypto.createECDH('secp256k1'), b = crypto.createDiffieHellman(crypto.getDiffieHellman('modp5').getPrime());
    a.computeSecret(a.generateKeys());
    b.computeSecret(b.generateKeys());
    crypto.diffieHellman(x);
  }, 20);
}

const pem = tls.rootCertificates[0];

async function web() {
  await stable('certificates', () => {
    const certificate = new crypto.X509Certificate(pem);
    certificate.toLegacyObject();
    certificate.checkHost('a');
    certificate.verify(certificate.publicKey);
    assert.throws(() => new crypto.X509Certificate('none'));
  }, 60);
  const { subtle } = crypto.webcrypto;
  await stable('Web Crypto', async () => {
    const gcm = await subtle.importKey('raw', key, 'AES-GCM', true, ['encrypt', 'decrypt']);
    await subtle.decrypt({ name: 'AES-GCM', iv }, gcm, await subtle.encrypt({ name: 'AES-GCM', iv }, gcm, text));
    await subtle.digest('SHA-256', text);
    await subtle.exportKey('jwk', gcm);
    const pair = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const signature = await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, text);
    assert.ok(await subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, pair.publicKey, signature, text));
  }, 30);
}

let done = false;
symmetric().then(asymmetric).then(web).then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
