// SPDX-License-Identifier: MIT
// RSA-OAEP, RSA-PSS, RSASSA-PKCS1-v1_5.
'use strict';

const { kHandle } = require('internal/crypto/util');
const { domError, longJob } = require('internal/crypto/web/job');
const { createCryptoKey, slotsOf } = require('internal/crypto/web/key');
const { bytesOf, checkAlg, checkJwk, dataError, kKeyObject } = require('internal/crypto/web/jwk');
const { nodeDigest } = require('internal/crypto/web/mac');
const { checkUsages, wrongImport } = require('internal/crypto/web/secret');
const {
  checkKeyType, checkPairUsages, checkType, generatePair, keyOf, readKey, signature, writeKey,
} = require('internal/crypto/web/asymmetric');

const binding = internalBinding('crypto_key');
const RSA_PKCS1_PADDING = 1;
const RSA_PKCS1_PSS_PADDING = 6;

const publicUsages = (name) => (name === 'RSA-OAEP' ? ['encrypt', 'wrapKey'] : ['verify']);
const privateUsages = (name) => (name === 'RSA-OAEP' ? ['decrypt', 'unwrapKey'] : ['sign']);

function jwkAlg(name, { name: hash }) {
  if (!hash.startsWith('SHA-')) return undefined;
  const bits = hash.slice(4);
  if (name === 'RSA-OAEP') return bits === '1' ? 'RSA-OAEP' : `RSA-OAEP-${bits}`;
  return `${name === 'RSA-PSS' ? 'PS' : 'RS'}${bits}`;
}

/** The exponent as a number; OpenSSL would look for primes for ever with some of the others. */
function exponentOf(bytes) {
  let value = 0;
  for (const byte of bytes) value = value * 256 + byte;
  if (value > 0xffffffff) throw domError('The publicExponent must be equivalent to an unsigned 32-bit value', 'OperationError');
  if (value < 3 || value % 2 === 0) throw domError('The operation failed for an operation-specific reason', 'OperationError');
  return value;
}

function checkGenerate({ publicExponent, modulusLength }) {
  const exponent = exponentOf(publicExponent);
  if (modulusLength < 512 || modulusLength > 16384) {
    throw domError('The operation failed for an operation-specific reason', 'OperationError');
  }
  return exponent;
}

/** @returns {Promise<CryptoKeyPair>} */
function generateKey(algorithm, extractable, usages) {
  const { name, modulusLength, publicExponent, hash } = algorithm;
  const [allowed, allowedPrivate] = [publicUsages(name), privateUsages(name)];
  checkPairUsages(name, usages, allowed, allowedPrivate);
  const exponent = checkGenerate(algorithm);
  if (!usages.some((usage) => allowedPrivate.includes(usage))) {
    throw domError('Usages cannot be empty when creating a key.', 'SyntaxError');
  }
  return generatePair({ kind: 'RSA', bits: modulusLength, exponent }, { name, modulusLength, publicExponent, hash }, extractable,
    usages, allowed, allowedPrivate);
}

function readJwk(jwk, { name, hash }, extractable, usages) {
  const isPrivate = jwk.d !== undefined;
  checkUsages(name, usages, isPrivate ? privateUsages(name) : publicUsages(name));
  checkJwk(jwk, 'RSA', usages, extractable, name === 'RSA-OAEP' ? 'enc' : 'sig');
  if (jwkAlg(name, hash) !== undefined) checkAlg(jwk, jwkAlg(name, hash));
  if (jwk.oth !== undefined) throw dataError('Multi-prime RSA keys are not supported');
  const names = isPrivate ? ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] : ['n', 'e'];
  return keyOf(binding.fromRsa(...names.map((member) => bytesOf(jwk, member))), isPrivate);
}

/** @returns {CryptoKey} */
function importKey(format, data, algorithm, extractable, usages) {
  const { name, hash } = algorithm;
  let key;
  if (format === 'jwk') {
    key = readJwk(data, algorithm, extractable, usages);
  } else if (format === 'spki' || format === 'pkcs8' || format === kKeyObject) {
    const isPublic = format === 'spki' || (format === kKeyObject && data.type === 'public');
    checkUsages(name, usages, isPublic ? publicUsages(name) : privateUsages(name));
    key = readKey(format, data);
  } else {
    throw wrongImport(name, format);
  }
  checkKeyType(key, 'rsa');
  const { e } = key[kHandle].numbers();
  const described = {
    name, modulusLength: key.asymmetricKeyDetails.modulusLength, publicExponent: new Uint8Array(e), hash,
  };
  return createCryptoKey(key, described, usages, extractable);
}

function exportKey(format, key) {
  const { algorithm: { name, hash } } = slotsOf(key);
  return writeKey(format, key, jwkAlg(name, hash));
}

function cipher(encrypt, { label }, key, data) {
  checkType(key, encrypt ? 'public' : 'private');
  const { key: own, algorithm: { hash } } = slotsOf(key);
  return longJob(internalBinding('webcrypto').oaep, encrypt, own[kHandle], nodeDigest(hash.name), label, data);
}

function how(algorithm, key) {
  const { algorithm: { name, hash } } = slotsOf(key);
  const digest = nodeDigest(hash.name);
  return name === 'RSA-PSS' ? { digest, padding: RSA_PKCS1_PSS_PADDING, salt: algorithm.saltLength } :
    { digest, padding: RSA_PKCS1_PADDING };
}

module.exports = {
  generateKey, importKey, exportKey, checkGenerate,
  encrypt: (algorithm, key, data) => cipher(true, algorithm, key, data),
  decrypt: (algorithm, key, data) => cipher(false, algorithm, key, data),
  sign: (algorithm, key, data) => signature(key, data, undefined, how(algorithm, key)),
  verify: (algorithm, key, expected, data) => signature(key, data, expected, how(algorithm, key)),
};
