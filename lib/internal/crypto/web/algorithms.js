// SPDX-License-Identifier: MIT
// The algorithms of Web Crypto: for each, the operations it has and the dictionary each of them takes (null: a name is
// all). normalize() makes an algorithm of what a program gives.
'use strict';

const { domError } = require('internal/crypto/web/job');
const {
  bigInteger, bufferCopy, cryptoKey, domString, isObject, octet, typeError, unsignedLong, unsignedShort,
} = require('internal/crypto/web/webidl');

const { checkHash, ranges } = require('internal/crypto/web/ranges');

function hash(value, where, dictionary) {
  const name = isObject(value) ? value.name : value;
  if (typeof name !== 'symbol' && name !== undefined) checkHash(`${name}`, dictionary);
  return { name: normalize(value, 'digest').name };
}
const R = true; // the member is required
const dictionaries = {
  __proto__: null,
  AesKeyGenParams: [['length', unsignedShort, R]],
  AesDerivedKeyParams: [['length', unsignedShort, R]],
  AesCbcParams: [['iv', bufferCopy, R]],
  AesCtrParams: [['counter', bufferCopy, R], ['length', octet, R]],
  AeadParams: [['additionalData', bufferCopy], ['iv', bufferCopy, R], ['tagLength', octet]],
  RsaHashedKeyGenParams: [['modulusLength', unsignedLong, R], ['publicExponent', bigInteger, R], ['hash', hash, R]],
  RsaHashedImportParams: [['hash', hash, R]],
  RsaPssParams: [['saltLength', unsignedLong, R]],
  RsaOaepParams: [['label', bufferCopy]],
  EcKeyGenParams: [['namedCurve', domString, R]],
  EcKeyImportParams: [['namedCurve', domString, R]],
  EcdsaParams: [['hash', hash, R]],
  EcdhKeyDeriveParams: [['public', cryptoKey, R]],
  HmacKeyGenParams: [['hash', hash, R], ['length', unsignedLong]],
  HmacImportParams: [['hash', hash, R], ['length', unsignedLong]],
  HkdfParams: [['hash', hash, R], ['info', bufferCopy, R], ['salt', bufferCopy, R]],
  Pbkdf2Params: [['hash', hash, R], ['iterations', unsignedLong, R], ['salt', bufferCopy, R]],
  Argon2Params: [['associatedData', bufferCopy], ['memory', unsignedLong, R], ['nonce', bufferCopy, R], ['parallelism', unsignedLong, R],
    ['passes', unsignedLong, R], ['secretValue', bufferCopy], ['version', octet]],
  ContextParams: [['context', bufferCopy]],
  CShakeParams: [['customization', bufferCopy], ['functionName', bufferCopy], ['length', unsignedLong, R]],
  KmacKeyGenParams: [['length', unsignedLong]],
  KmacImportParams: [['length', unsignedLong]],
  KmacParams: [['customization', bufferCopy], ['length', unsignedLong, R]],
};
// Newer drafts of the specification call this length so.
const otherNames = { __proto__: null, CShakeParams: 'outputLength', KmacParams: 'outputLength' };

const keyed = (generate, import_, rest) => ({ __proto__: null, generateKey: generate, importKey: import_, exportKey: null, ...rest });
const same = (names, dictionary) => Object.fromEntries(names.map((name) => [name, dictionary]));
const ciphers = ['encrypt', 'decrypt'];
const aes = (rest) => keyed('AesKeyGenParams', null, { 'get key length': 'AesDerivedKeyParams', ...rest });
const rsa = (rest) => keyed('RsaHashedKeyGenParams', 'RsaHashedImportParams', rest);
const ec = (rest) => keyed('EcKeyGenParams', 'EcKeyImportParams', rest);
const signing = (dictionary) => same(['sign', 'verify'], dictionary);
const kmac = () => keyed('KmacKeyGenParams', 'KmacImportParams', { ...signing('KmacParams'), 'get key length': 'KmacImportParams' });
const digest = (dictionary = null) => ({ __proto__: null, digest: dictionary });
const derive = (dictionary) => ({ __proto__: null, importKey: null, deriveBits: dictionary, 'get key length': null });

const hasCipher = (name) => internalBinding('webcrypto').hasCipher(name);
const hasMac = (name) => internalBinding('webcrypto').hasMac(name);

// name: [family, operations, experimental?, whether this OpenSSL has it]
const algorithms = {
  __proto__: null,
  'AES-CBC': ['aes', aes(same(ciphers, 'AesCbcParams'))],
  'AES-CTR': ['aes', aes(same(ciphers, 'AesCtrParams'))],
  'AES-GCM': ['aes', aes(same(ciphers, 'AeadParams'))],
  'AES-KW': ['aes', aes({ wrapKey: null, unwrapKey: null })],
  'AES-OCB': ['aes', aes(same(ciphers, 'AeadParams')), true, () => hasCipher('aes-128-ocb')],
  'ChaCha20-Poly1305': ['aes', keyed(null, null, { ...same(ciphers, 'AeadParams'), 'get key length': null }), true,
    () => hasCipher('chacha20-poly1305')],
  'ECDH': ['ec', ec({ deriveBits: 'EcdhKeyDeriveParams' })],
  'ECDSA': ['ec', ec(signing('EcdsaParams'))],
  'Ed25519': ['okp', keyed(null, null, signing(null))],
  'Ed448': ['okp', keyed(null, null, signing('ContextParams')), true],
  'X25519': ['okp', keyed(null, null, { deriveBits: 'EcdhKeyDeriveParams' })],
  'X448': ['okp', keyed(null, null, { deriveBits: 'EcdhKeyDeriveParams' }), true],
  'HMAC': ['mac', keyed('HmacKeyGenParams', 'HmacImportParams', { ...signing(null), 'get key length': 'HmacImportParams' })],
  'KMAC128': ['mac', kmac(), true, () => hasMac('KMAC-128')],
  'KMAC256': ['mac', kmac(), true, () => hasMac('KMAC-256')],
  'RSA-OAEP': ['rsa', rsa(same(ciphers, 'RsaOaepParams'))],
  'RSA-PSS': ['rsa', rsa(signing('RsaPssParams'))],
  'RSASSA-PKCS1-v1_5': ['rsa', rsa(signing(null))],
  'HKDF': ['derive', derive('HkdfParams')],
  'PBKDF2': ['derive', derive('Pbkdf2Params')],
  'Argon2d': ['argon2', derive('Argon2Params'), true],
  'Argon2i': ['argon2', derive('Argon2Params'), true],
  'Argon2id': ['argon2', derive('Argon2Params'), true],
  'SHA-1': ['digest', digest()],
  'SHA-256': ['digest', digest()],
  'SHA-384': ['digest', digest()],
  'SHA-512': ['digest', digest()],
  'SHA3-256': ['digest', digest(), true],
  'SHA3-384': ['digest', digest(), true],
  'SHA3-512': ['digest', digest(), true],
  'cSHAKE128': ['digest', digest('CShakeParams'), true],
  'cSHAKE256': ['digest', digest('CShakeParams'), true],
};
const byUpperCase = Object.fromEntries(Object.keys(algorithms).map((name) => [name.toUpperCase(), name]));
Object.setPrototypeOf(byUpperCase, null);

function unsupported() {
  return domError('Unrecognized algorithm name', 'NotSupportedError');
}

function convert(dictionary, source, out) {
  for (const [name, convertMember, required] of dictionaries[dictionary]) {
    let value = isObject(source) ? source[name] : undefined;
    if (value === undefined && name === 'length' && otherNames[dictionary]) value = source[otherNames[dictionary]];
    if (value !== undefined) {
      out[name] = convertMember(value, `Failed to normalize algorithm: ${name} in passed algorithm`, dictionary);
    } else if (required) {
      throw typeError(`Failed to normalize algorithm: passed algorithm cannot be converted to '${dictionary}' because ` +
        `'${name}' is required in '${dictionary}'.`, 'ERR_MISSING_OPTION');
    }
  }
  return out;
}

/**
 * @param {string|object} algorithm
 * @param {string} operation e.g. 'encrypt', 'get key length'
 * @returns {object} the dictionary, `name` as the specification writes it
 */
function normalize(algorithm, operation) {
  const isName = !isObject(algorithm);
  let given = isName ? algorithm : algorithm.name;
  if (given === undefined && !isName) {
    throw typeError("Failed to normalize algorithm: passed algorithm cannot be converted to 'Algorithm' because 'name' is " +
      "required in 'Algorithm'.", 'ERR_MISSING_OPTION');
  }
  given = domString(given, 'Failed to normalize algorithm: passed algorithm');
  const name = byUpperCase[given.toUpperCase()];
  if (name === undefined) throw unsupported();
  const [, operations, experimental, exists] = algorithms[name];
  const dictionary = operations[operation];
  if (dictionary === undefined || (exists !== undefined && !exists())) throw unsupported();
  if (experimental) {
    require('internal/util').emitExperimentalWarning(`The ${name} Web Crypto API algorithm`);
  }
  const out = { __proto__: null, name };
  if (dictionary === null) return out;
  convert(dictionary, algorithm, out);
  ranges[dictionary]?.(out);
  return out;
}

/** The family (a file beside this one) that an algorithm belongs to. */
function familyOf(name) {
  return require(`internal/crypto/web/${algorithms[name][0]}`);
}

const kSecretFamilies = ['aes', 'mac', 'derive', 'argon2'];
/** Whether keys of an algorithm are secret ones, not pairs. */
const isForSecrets = (name) => kSecretFamilies.includes(algorithms[name][0]);

/** Whether an algorithm of this exact name has an operation. */
const has = (name, operation) => algorithms[name]?.[1][operation] !== undefined;

module.exports = { familyOf, has, isForSecrets, normalize, unsupported };
