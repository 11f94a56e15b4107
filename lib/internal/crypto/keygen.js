// SPDX-License-Identifier: MIT
// generateKeyPair and generateKey.
'use strict';

const { Buffer } = require('buffer');
const {
  codes: { ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const {
  validateFunction, validateInt32, validateInteger, validateObject, validateOneOf, validateString, validateUint32,
} = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { customPromisifyArgs, kEmptyObject } = require('internal/util');
const { initHooksExist } = require('internal/async_hooks');
const keys = require('internal/crypto/keys');
const { parseKeyEncoding } = require('internal/crypto/key_input');

function nodeError(Base, code, message) {
  const error = new Base(message);
  error.code = code;
  return error;
}

function encodings(keyType, options = kEmptyObject) {
  const { publicKeyEncoding, privateKeyEncoding } = options;
  const parse = (value, isPublic, name) => {
    if (value == null) return undefined;
    if (typeof value !== 'object') throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
    return parseKeyEncoding(value, keyType, isPublic, `options.${name}`);
  };
  return {
    publicEncoding: parse(publicKeyEncoding, true, 'publicKeyEncoding'),
    privateEncoding: parse(privateKeyEncoding, false, 'privateKeyEncoding'),
  };
}

function checkDigest(name, what) {
  if (name !== undefined && internalBinding('crypto').digestSize(name) === 0) {
    throw nodeError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid ${what}: ${name}`);
  }
}

function pssOptions(options, params) {
  const { hash, mgf1Hash, hashAlgorithm, mgf1HashAlgorithm, saltLength } = options;
  if (saltLength !== undefined) validateInt32(saltLength, 'options.saltLength', 0);
  if (hashAlgorithm !== undefined) validateString(hashAlgorithm, 'options.hashAlgorithm');
  if (mgf1HashAlgorithm !== undefined) validateString(mgf1HashAlgorithm, 'options.mgf1HashAlgorithm');
  for (const [name, old, value] of [['hash', hash, hashAlgorithm], ['mgf1Hash', mgf1Hash, mgf1HashAlgorithm]]) {
    if (old === undefined) continue;
    process.emitWarning(`"options.${name}" is deprecated, use "options.${name}Algorithm" instead.`, 'DeprecationWarning', 'DEP0154');
    validateString(old, `options.${name}`);
    if (value && old !== value) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, old);
  }
  params.hash = hashAlgorithm || hash;
  params.mgf1 = mgf1HashAlgorithm || mgf1Hash;
  checkDigest(params.hash, 'digest');
  checkDigest(params.mgf1, 'MGF1 digest');
  if (params.hash !== undefined) params.mgf1 ??= params.hash;
  params.salt = saltLength ?? (params.hash === undefined ? undefined : internalBinding('crypto').digestSize(params.hash));
  return params;
}

function rsaOptions(type, options) {
  validateObject(options, 'options');
  const { modulusLength } = options;
  let { publicExponent } = options;
  validateUint32(modulusLength, 'options.modulusLength');
  if (publicExponent == null) publicExponent = 0x10001;
  else validateUint32(publicExponent, 'options.publicExponent');
  const params = { kind: type === 'rsa' ? 'RSA' : 'RSA-PSS', bits: modulusLength, exponent: publicExponent };
  return type === 'rsa' ? params : pssOptions(options, params);
}

function dhOptions(options) {
  validateObject(options, 'options');
  const { group, primeLength, prime, generator } = options;
  if (group != null) {
    if (prime != null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('group', 'prime');
    if (primeLength != null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('group', 'primeLength');
    if (generator != null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('group', 'generator');
    validateString(group, 'options.group');
    const numbers = require('internal/crypto/diffiehellman').groupNumbers(group);
    return { kind: 'DH', prime: numbers[0], generator: numbers[1][0] };
  }
  if (prime != null) {
    if (primeLength != null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('prime', 'primeLength');
    if (!isArrayBufferView(prime)) throw new ERR_INVALID_ARG_TYPE('options.prime', ['Buffer', 'TypedArray', 'DataView'], prime);
  } else if (primeLength != null) {
    validateInt32(primeLength, 'options.primeLength', 0);
  } else {
    throw nodeError(TypeError, 'ERR_MISSING_OPTION', 'At least one of the group, prime, or primeLength options is required');
  }
  if (generator != null) validateInt32(generator, 'options.generator', 0);
  return { kind: 'DH', prime, bits: primeLength ?? 0, generator: generator ?? 2 };
}

function ecOptions(options) {
  validateObject(options, 'options');
  const { namedCurve, paramEncoding } = options;
  validateString(namedCurve, 'options.namedCurve');
  if (paramEncoding != null && paramEncoding !== 'named' && paramEncoding !== 'explicit') {
    throw new ERR_INVALID_ARG_VALUE('options.paramEncoding', paramEncoding);
  }
  const { ecHasCurve, ecNistName } = internalBinding('crypto_dh');
  const name = ecNistName(namedCurve) ?? namedCurve;
  if (!ecHasCurve(name)) throw nodeError(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name');
  return { kind: 'EC', name, explicit: paramEncoding === 'explicit' };
}

function dsaOptions(options) {
  validateObject(options, 'options');
  const { modulusLength, divisorLength } = options;
  validateUint32(modulusLength, 'options.modulusLength');
  if (divisorLength != null) validateInt32(divisorLength, 'options.divisorLength', 0);
  return { kind: 'DSA', bits: modulusLength, divisor: divisorLength ?? -1 };
}

function parameters(type, options) {
  switch (type) {
    case 'rsa': case 'rsa-pss': return rsaOptions(type, options);
    case 'dsa': return dsaOptions(options);
    case 'ec': return ecOptions(options);
    case 'ed25519': case 'ed448': case 'x25519': case 'x448': return { kind: type.toUpperCase() };
    case 'dh': return dhOptions(options);
    default: throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  }
}

function prepare(type, options) {
  validateString(type, 'type');
  if (options !== undefined) validateObject(options, 'options');
  const encoding = encodings(type, options);
  return { encoding, params: parameters(type, options) };
}

function pair(handle, { publicEncoding, privateEncoding }) {
  const write = (key, encoding, writer) => {
    if (encoding === undefined) return key;
    return encoding.format === 'jwk' ? keys.exportJwk(key) : writer(handle, encoding);
  };
  return {
    publicKey: write(new keys.PublicKeyObject(handle), publicEncoding, keys.writePublic),
    privateKey: write(new keys.PrivateKeyObject(handle), privateEncoding, keys.writePrivate),
  };
}

/** callback(error, publicKey, privateKey) */
function generateKeyPair(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const { encoding, params } = prepare(type, options);
  internalBinding('crypto_keygen').generate(params, (error, handle) => {
    let result;
    if (!error) {
      try {
        result = pair(handle, encoding);
      } catch (failed) {
        error = failed;
      }
    }
    if (error) callback(error);
    else callback(null, result.publicKey, result.privateKey);
  });
}
Object.defineProperty(generateKeyPair, customPromisifyArgs, { __proto__: null, value: ['publicKey', 'privateKey'], enumerable: false });

/** @returns {{publicKey: KeyObject|string|Buffer, privateKey: KeyObject|string|Buffer}} */
function generateKeyPairSync(type, options) {
  const { encoding, params } = prepare(type, options);
  return pair(internalBinding('crypto_keygen').generate(params), encoding);
}

function secretLength(type, options) {
  validateString(type, 'type');
  validateObject(options, 'options');
  if (type === 'hmac') {
    validateInteger(options.length, 'options.length', 8, 2 ** 31 - 1);
    return options.length >> 3;
  }
  if (type !== 'aes') throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  validateOneOf(options.length, 'options.length', [128, 192, 256]);
  return options.length >> 3;
}

/** callback(error, KeyObject) */
function generateKey(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const bytes = Buffer.allocUnsafeSlow(secretLength(type, options));
  internalBinding('crypto').randomFill(bytes, 0, bytes.length, (error) =>
    (error ? callback(error) : callback(undefined, new keys.SecretKeyObject(bytes))), true);
}

/** @returns {KeyObject} */
function generateKeySync(type, options) {
  const bytes = Buffer.allocUnsafeSlow(secretLength(type, options));
  if (initHooksExist()) require('internal/async_resources').announce('KEYGENREQUEST');
  internalBinding('crypto').randomFill(bytes, 0, bytes.length);
  return new keys.SecretKeyObject(bytes);
}

module.exports = { generateKeyPair, generateKeyPairSync, generateKey, generateKeySync, nodeError };
