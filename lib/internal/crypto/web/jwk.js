// SPDX-License-Identifier: MIT
// What all imports of a JSON Web Key check, and what all exports tell (RFC 7517; Web Crypto, "import key").
'use strict';

const { Buffer } = require('buffer');
const { domError } = require('internal/crypto/web/job');
const { slotsOf } = require('internal/crypto/web/key');

const dataError = (message, cause) => domError(message, 'DataError', cause);

/**
 * @param {object} jwk
 * @param {string} kty
 * @param {string[]} usages wanted
 * @param {boolean} extractable wanted
 * @param {'sig'|'enc'} [use] what the key's own `use` must be; undefined: it is not looked at
 * @throws {DOMException} DataError
 */
function checkJwk(jwk, kty, usages, extractable, use) {
  if (jwk.kty === undefined) throw dataError('Invalid keyData');
  if (jwk.kty !== kty) throw dataError('Invalid JWK "kty" Parameter');
  if (usages.length > 0 && jwk.use !== undefined && use !== undefined && jwk.use !== use) {
    throw dataError('Invalid JWK "use" Parameter');
  }
  if (jwk.key_ops !== undefined) {
    if (new Set(jwk.key_ops).size !== jwk.key_ops.length) throw dataError('Duplicate key operation');
    if (usages.some((usage) => !jwk.key_ops.includes(usage))) {
      throw dataError('Key operations and usage mismatch');
    }
  }
  if (jwk.ext === false && extractable) throw dataError('JWK "ext" Parameter and extractable mismatch');
}

/** @throws {DOMException} DataError unless alg is undefined or the one expected */
function checkAlg(jwk, expected) {
  if (jwk.alg !== undefined && jwk.alg !== expected) throw dataError('JWK "alg" does not match the requested algorithm');
}

/** The format of a key that is a KeyObject already (KeyObject.toCryptoKey). */
const kKeyObject = Symbol('KeyObject');

const kBase64url = /^[A-Za-z0-9_-]*$/;

/** A member in base64url. @returns {Buffer} @throws {DOMException} DataError */
function bytesOf(jwk, name) {
  const text = jwk[name];
  if (text === undefined || !kBase64url.test(text)) throw dataError('Invalid keyData');
  return Buffer.from(text, 'base64url');
}

/** @returns {object} what the JWK of every key has */
function jwkOf(key, alg) {
  const { usages, extractable } = slotsOf(key);
  return { key_ops: [...usages], ext: extractable, ...(alg === undefined ? undefined : { alg }) };
}

module.exports = { bytesOf, checkAlg, checkJwk, dataError, jwkOf, kKeyObject };
