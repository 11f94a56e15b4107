// SPDX-License-Identifier: MIT
// Making, reading and writing the secret keys that aes.js, mac.js and derive.js use.
'use strict';

const { initHooksExist } = require('internal/async_hooks');
const { Buffer } = require('buffer');
const { SecretKeyObject } = require('internal/crypto/keys');
const { kHandle } = require('internal/crypto/util');
const { domError, operationError } = require('internal/crypto/web/job');
const { slotsOf } = require('internal/crypto/web/key');
const { bytesOf, checkJwk, dataError, jwkOf, kKeyObject } = require('internal/crypto/web/jwk');

/** @throws {DOMException} SyntaxError when a key of this algorithm has no such use */
function checkUsages(name, usages, allowed) {
  if (usages.some((usage) => !allowed.includes(usage))) {
    throw domError(`Unsupported key usage for ${name} key`, 'SyntaxError');
  }
}

/** @returns {DOMException} */
const notExtractable = (name) => domError(`${name} keys are not extractable`, 'SyntaxError');
/** @returns {DOMException} */
const wrongImport = (name, format) => domError(`Unable to import ${name} using ${format} format`, 'NotSupportedError');
/** @returns {DOMException} */
const wrongExport = (key, format) => {
  const { algorithm, type } = slotsOf(key);
  const half = format === 'pkcs8' ? 'private' : format === 'spki' ? 'public' : type;
  if (type !== 'secret' && type !== half) return domError(`Key must be a ${half} key`, 'InvalidAccessError');
  return domError(`Unable to export ${algorithm.name} ${type} key using ${format} format`, 'NotSupportedError');
};

/** @param {number} bits @returns {Promise<KeyObject>} random */
function generateSecret(bits) {
  const bytes = Buffer.allocUnsafeSlow(Math.ceil(bits / 8));
  try {
    internalBinding('crypto').randomFill(bytes, 0, bytes.length);
    if (initHooksExist()) require('internal/async_resources').announceDone('KEYGENREQUEST');
  } catch (error) {
    throw operationError(error);
  }
  return new SecretKeyObject(bytes);
}

/**
 * @param {string} format 'raw' if allowed, 'raw-secret', 'jwk'
 * @param {Uint8Array|object} data a copy of the caller's
 * @param {{name: string, usages: string[], extractable: boolean, use?: string, raw?: boolean, checkAlg?: Function}} o
 *   checkAlg(jwk, bytes) throws when the JWK says it is for something else
 * @returns {Buffer}
 */
function readSecret(format, data, o) {
  if (format === kKeyObject) {
    if (data.type !== 'secret') throw dataError('Invalid key type');
    return data[kHandle];
  }
  if (format === 'raw-secret' || (format === 'raw' && o.raw)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (format !== 'jwk' || o.checkAlg === undefined) throw wrongImport(o.name, format);
  checkJwk(data, 'oct', o.usages, o.extractable, o.use);
  const bytes = bytesOf(data, 'k');
  o.checkAlg(data, bytes);
  return bytes;
}

/** @param {string|undefined} alg of JWK @param {boolean} raw whether 'raw' is a format of this key */
function writeSecret(key, format, alg, raw) {
  const bytes = slotsOf(key).key[kHandle];
  if (format === 'raw-secret' || (format === 'raw' && raw)) return new Uint8Array(bytes).buffer;
  if (format !== 'jwk') throw wrongExport(key, format);
  return { ...jwkOf(key, alg), kty: 'oct', k: bytes.toString('base64url') };
}

module.exports = { checkUsages, generateSecret, notExtractable, readSecret, writeSecret, wrongExport, wrongImport };
