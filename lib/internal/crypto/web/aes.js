// SPDX-License-Identifier: MIT
// AES in its modes, ChaCha20-Poly1305: encrypt, decrypt, wrapKey, unwrapKey and their keys.
'use strict';

const { SecretKeyObject } = require('internal/crypto/keys');
const { kHandle } = require('internal/crypto/util');
const { domError, job } = require('internal/crypto/web/job');
const { createCryptoKey, slotsOf } = require('internal/crypto/web/key');
const { checkAlg, dataError } = require('internal/crypto/web/jwk');
const { checkUsages, generateSecret, readSecret, writeSecret } = require('internal/crypto/web/secret');

const binding = internalBinding('webcrypto');
const kLengths = [128, 192, 256];
const kGcmTags = [32, 64, 96, 104, 112, 120, 128];
const kOcbTags = [64, 96, 128];
const isChaCha = (name) => name === 'ChaCha20-Poly1305';

const usagesOf = (name) => (name === 'AES-KW' ? ['wrapKey', 'unwrapKey'] : ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']);

/** What CryptoKey.algorithm tells. */
const describe = (name, bits) => (isChaCha(name) ? { name } : { name, length: bits });
/** The algorithm in a JWK: A128GCM, C20P … */
const jwkAlg = (name, bits) => (isChaCha(name) ? 'C20P' : `A${bits}${name.slice(4)}`);
// These came with the newer draft, which has no plain 'raw' for them.
const hasRaw = (name) => name !== 'AES-OCB' && !isChaCha(name);

/** @returns {CryptoKey} */
function generateKey(algorithm, extractable, usages) {
  const { name } = algorithm;
  checkUsages(name, usages, usagesOf(name));
  const bits = isChaCha(name) ? 256 : algorithm.length;
  return createCryptoKey(generateSecret(bits), describe(name, bits), usages, extractable);
}

/** @returns {CryptoKey} */
function importKey(format, data, { name }, extractable, usages) {
  checkUsages(name, usages, usagesOf(name));
  const fits = (bytes) => (isChaCha(name) ? bytes.length === 32 : kLengths.includes(bytes.length * 8));
  const bytes = readSecret(format, data, {
    name, usages, extractable, use: 'enc', raw: hasRaw(name),
    checkAlg(jwk, secret) {
      if (!fits(secret)) throw dataError('Invalid key length');
      checkAlg(jwk, jwkAlg(name, secret.length * 8));
    },
  });
  if (!fits(bytes)) throw dataError('Invalid key length');
  return createCryptoKey(new SecretKeyObject(bytes), describe(name, bytes.length * 8), usages, extractable);
}

function exportKey(format, key) {
  const { algorithm: { name, length } } = slotsOf(key);
  return writeSecret(key, format, jwkAlg(name, length), hasRaw(name));
}

function tagBits({ name, tagLength = 128 }) {
  const valid = name === 'AES-GCM' ? kGcmTags : name === 'AES-OCB' ? kOcbTags : [128];
  if (!valid.includes(tagLength)) throw domError(`${tagLength} is not a valid ${name} tag length`, 'OperationError');
  return tagLength;
}

function checkIv({ name, iv }) {
  const { byteLength } = iv;
  if (name === 'AES-OCB' && (byteLength === 0 || byteLength > 15)) {
    throw domError('AES-OCB algorithm.iv must be no more than 15 bytes', 'OperationError');
  }
  if (isChaCha(name) && byteLength !== 12) {
    throw domError('ChaCha20-Poly1305 algorithm.iv must contain exactly 12 bytes', 'OperationError');
  }
}

/** The parts of a message that depend on the mode, of which ranges.js has not seen all. */
function parameters(algorithm) {
  const { name, additionalData } = algorithm;
  switch (name) {
    case 'AES-CBC':
      return { iv: algorithm.iv, tag: 0, counter: 0 };
    case 'AES-CTR':
      return { iv: algorithm.counter, tag: 0, counter: algorithm.length };
    case 'AES-KW':
      return { iv: undefined, tag: 0, counter: 0 };
    default:
      checkIv(algorithm);
      return { iv: algorithm.iv, additionalData, tag: tagBits(algorithm) / 8, counter: 0 };
  }
}

function cipherName(name, bits) {
  if (isChaCha(name)) return 'chacha20-poly1305';
  return name === 'AES-KW' ? `id-aes${bits}-wrap` : `aes-${bits}-${name.slice(4).toLowerCase()}`;
}

/** @returns {Promise<ArrayBuffer>} */
function cipher(encrypt, algorithm, key, data) {
  const { key: secret } = slotsOf(key);
  const bytes = secret[kHandle];
  const { iv, additionalData, tag, counter } = parameters(algorithm);
  return job(data.byteLength, binding.cipher, encrypt, cipherName(algorithm.name, bytes.length * 8), bytes, iv, additionalData,
    tag, counter, data);
}

const encrypt = (algorithm, key, data) => cipher(true, algorithm, key, data);
const decrypt = (algorithm, key, data) => cipher(false, algorithm, key, data);

/** @returns {number} bits of a key that is to be derived */
const getKeyLength = ({ name, length }) => (isChaCha(name) ? 256 : length);

module.exports = { generateKey, importKey, exportKey, encrypt, decrypt, wrapKey: encrypt, unwrapKey: decrypt, getKeyLength };
