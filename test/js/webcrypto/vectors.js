// SPDX-License-Identifier: MIT
// Known answers: NIST, RFC 5869, RFC 6070, RFC 8032, RFC 7748, SP 800-185.
'use strict';
const assert = require('assert');
const { subtle } = globalThis.crypto;
process.on('warning', () => {});
const hex = (text) => Buffer.from(text.replace(/\s/g, ''), 'hex');
const eq = (bytes, text) => assert.strictEqual(Buffer.from(bytes).toString('hex'), text.replace(/\s/g, ''));

(async () => {
  eq(await subtle.digest('sha-1', Buffer.from('abc')), 'a9993e364706816aba3e25717850c26c9cd0d89d');
  eq(await subtle.digest('SHA3-256', Buffer.from('abc')), '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532');
  eq(await subtle.digest({ name: 'cSHAKE128', length: 256 }, Buffer.alloc(0)),
    '7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26');

  // AES-CTR, SP 800-38A F.5.1; and a counter of 4 bits that wraps
  const ctr = await subtle.importKey('raw', hex('2b7e151628aed2a6abf7158809cf4f3c'), 'AES-CTR', false, ['encrypt']);
  const counter = hex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff');
  eq(await subtle.encrypt({ name: 'AES-CTR', counter, length: 128 }, ctr, hex('6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51')),
    '874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff');
  const wrapped = await subtle.encrypt({ name: 'AES-CTR', counter, length: 4 }, ctr, Buffer.alloc(32));
  const second = await subtle.encrypt({ name: 'AES-CTR', counter: hex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfef0'), length: 4 }, ctr, Buffer.alloc(16));
  eq(wrapped.slice(16), Buffer.from(second).toString('hex'));
  await assert.rejects(subtle.encrypt({ name: 'AES-CTR', counter, length: 1 }, ctr, Buffer.alloc(33)), { name: 'OperationError' });

  // AES-GCM, SP 800-38D test case 4
  const gcm = await subtle.importKey('raw', hex('feffe9928665731c6d6a8f9467308308'), 'AES-GCM', false, ['encrypt']);
  const plain = hex('d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39');
  eq((await subtle.encrypt({ name: 'AES-GCM', iv: hex('cafebabefacedbaddecaf888'),
    additionalData: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2') }, gcm, plain)).slice(-16), '5bc94fbc3221a5db94fae95ae7121a47');

  // HKDF, RFC 5869 A.1; PBKDF2, RFC 6070
  const ikm = await subtle.importKey('raw', Buffer.alloc(22, 0x0b), 'HKDF', false, ['deriveBits']);
  eq(await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: hex('000102030405060708090a0b0c'), info: hex('f0f1f2f3f4f5f6f7f8f9') }, ikm, 336),
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
  const password = await subtle.importKey('raw', Buffer.from('password'), 'PBKDF2', false, ['deriveBits']);
  eq(await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-1', salt: Buffer.from('salt'), iterations: 4096 }, password, 160),
    '4b007901b765489abead49d926f721d065a429c1');

  // Ed25519, RFC 8032 7.1 test 2
  const pkcs8 = Buffer.concat([hex('302e020100300506032b657004220420'), hex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')]);
  const ed = await subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  eq(await subtle.sign('Ed25519', ed, hex('72')), `92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
    085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00`);

  // X25519, RFC 7748 6.1
  const x = await subtle.importKey('pkcs8', Buffer.concat([hex('302e020100300506032b656e04220420'),
    hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a')]),
  'X25519', false, ['deriveBits']);
  const peer = await subtle.importKey('raw', hex('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'), 'X25519', false, []);
  eq(await subtle.deriveBits({ name: 'X25519', public: peer }, x, 256), '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742');

  // KMAC128, SP 800-185 sample 1 and 2
  const kmac = await subtle.importKey('raw-secret', hex('404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f'), 'KMAC128', false, ['sign']);
  eq(await subtle.sign({ name: 'KMAC128', length: 256 }, kmac, hex('00010203')), 'e5780b0d3ea6f7d3a429c5706aa43a00fadbd7d49628839e3187243f456ee14e');
  eq(await subtle.sign({ name: 'KMAC128', length: 256, customization: Buffer.from('My Tagged Application') }, kmac, hex('00010203')),
    '3b1fba963cd8b0b59e8c1a6d71888b7143651af8ba0a7070c0979e2811324aa5');
})();
