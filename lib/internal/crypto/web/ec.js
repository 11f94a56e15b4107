// SPDX-License-Identifier: MIT
// ECDSA and ECDH on the curves of NIST.
'use strict';

const { Buffer } = require('buffer');
const { kHandle } = require('internal/crypto/util');
const { domError } = require('internal/crypto/web/job');
const { createCryptoKey, slotsOf } = require('internal/crypto/web/key');
const { bytesOf, checkJwk, dataError, kKeyObject } = require('internal/crypto/web/jwk');
const { nodeDigest } = require('internal/crypto/web/mac');
const { checkUsages, wrongImport } = require('internal/crypto/web/secret');
const {
  agree, checkKeyType, checkPairUsages, checkPeer, generatePair, keyOf, readKey, signature, writeKey,
} = require('internal/crypto/web/asymmetric');

const binding = internalBinding('crypto_key');
const curves = {
  '__proto__': null,
  'P-256': { node: 'prime256v1', bytes: 32 },
  'P-384': { node: 'secp384r1', bytes: 48 },
  'P-521': { node: 'secp521r1', bytes: 66 },
};
const publicUsages = (name) => (name === 'ECDSA' ? ['verify'] : []);
const privateUsages = (name) => (name === 'ECDSA' ? ['sign'] : ['deriveKey', 'deriveBits']);

/** @throws {DOMException} NotSupportedError */
function checkCurve({ namedCurve }) {
  const curve = curves[namedCurve];
  if (curve === undefined) throw domError('Unrecognized namedCurve', 'NotSupportedError');
  return curve;
}

/** @returns {Promise<CryptoKeyPair>} */
function generateKey(algorithm, extractable, usages) {
  const { name, namedCurve } = algorithm;
  const curve = checkCurve(algorithm);
  const [allowed, allowedPrivate] = [publicUsages(name), privateUsages(name)];
  checkPairUsages(name, usages, allowed, allowedPrivate);
  if (!usages.some((usage) => allowedPrivate.includes(usage))) {
    throw domError('Usages cannot be empty when creating a key.', 'SyntaxError');
  }
  return generatePair({ kind: 'EC', name: curve.node }, { name, namedCurve }, extractable, usages, allowed, allowedPrivate);
}

function readJwk(jwk, { name, namedCurve }, extractable, usages) {
  const isPrivate = jwk.d !== undefined;
  checkUsages(name, usages, isPrivate ? privateUsages(name) : publicUsages(name));
  checkJwk(jwk, 'EC', usages, extractable, name === 'ECDH' ? 'enc' : 'sig');
  if (jwk.crv !== namedCurve) throw dataError('JWK "crv" does not match the requested algorithm');
  // RFC 7518 binds the algorithms to curves; the specification compares them for ECDSA only.
  const alg = { '__proto__': null, 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }[namedCurve];
  if (name === 'ECDSA' && jwk.alg !== undefined && jwk.alg !== alg) {
    throw dataError('JWK "alg" does not match the requested algorithm');
  }
  const { node, bytes } = curves[namedCurve];
  const [x, y] = [bytesOf(jwk, 'x'), bytesOf(jwk, 'y')];
  if (x.length !== bytes || y.length !== bytes) throw dataError('Invalid keyData');
  const point = Buffer.concat([Buffer.of(4), x, y]);
  if (!isPrivate) return keyOf(binding.fromEc(node, point), false);
  const d = bytesOf(jwk, 'd');
  const pair = internalBinding('crypto_dh').ecPair(node, d);
  if (d.length !== bytes || pair === undefined || !pair[0].equals(point)) throw dataError('Invalid keyData');
  return keyOf(binding.fromEc(node, point, d), true);
}

function readRaw(data, { name, namedCurve }, usages) {
  checkUsages(name, usages, publicUsages(name));
  return keyOf(data.length === 0 ? undefined : binding.fromEc(curves[namedCurve].node, data), false);
}

function readDer(format, data, { name }, usages) {
  const isPublic = format === 'spki' || (format === kKeyObject && data.type === 'public');
  checkUsages(name, usages, isPublic ? publicUsages(name) : privateUsages(name));
  return readKey(format, data);
}

/** @returns {CryptoKey} */
function importKey(format, data, algorithm, extractable, usages) {
  const { name, namedCurve } = algorithm;
  const { node } = checkCurve(algorithm);
  let key;
  if (format === 'jwk') key = readJwk(data, algorithm, extractable, usages);
  else if (format === 'raw' || format === 'raw-public') key = readRaw(data, algorithm, usages);
  else if (format === 'spki' || format === 'pkcs8' || format === kKeyObject) key = readDer(format, data, algorithm, usages);
  else throw wrongImport(name, format);
  checkKeyType(key, 'ec');
  if (key.asymmetricKeyDetails.namedCurve !== node) throw dataError('Named curve mismatch');
  // Read from a compressed point it would be written as one.
  if (format === 'spki') key = keyOf(binding.fromEc(node, new Uint8Array(rawPoint(key[kHandle]))), false);
  return createCryptoKey(key, { name, namedCurve }, usages, extractable);
}

function rawPoint(handle) {
  const { x, y } = handle.numbers();
  const point = new Uint8Array(1 + x.length + y.length);
  point[0] = 4;
  point.set(x, 1);
  point.set(y, 1 + x.length);
  return point.buffer;
}

const exportKey = (format, key) => writeKey(format, key, undefined, rawPoint);

/** @param {number|null} length bits @returns {Promise<ArrayBuffer>} */
function deriveBits(algorithm, key, length) {
  checkPeer(algorithm, 'ECDH', slotsOf(key).algorithm.namedCurve);
  return agree(algorithm, key, length);
}

const digestOf = ({ hash }) => ({ digest: nodeDigest(hash.name) });

module.exports = {
  generateKey, importKey, exportKey, deriveBits, checkCurve,
  sign: (algorithm, key, data) => signature(key, data, undefined, digestOf(algorithm)),
  verify: (algorithm, key, expected, data) => signature(key, data, expected, digestOf(algorithm)),
};
