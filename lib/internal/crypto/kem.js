// SPDX-License-Identifier: MIT
// Key encapsulation: encapsulate and decapsulate. OpenSSL 3.0 can do it with RSA keys (RSASVE, SP 800-56B).
'use strict';

const binding = internalBinding('crypto_sign');
const { validateFunction } = require('internal/validators');
const { getArrayBufferOrView } = require('internal/crypto/util');
const { preparePrivate, publicKeyHandle, readKey } = require('internal/crypto/key_input');

/**
 * @param {KeyObject|string|Buffer|object} key public, or the private one it belongs to
 * @param {Function} [callback] (error, { sharedKey, ciphertext })
 * @returns {{sharedKey: Buffer, ciphertext: Buffer}|undefined}
 */
function encapsulate(key, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  const make = ([sharedKey, ciphertext]) => ({ sharedKey, ciphertext });
  const handle = publicKeyHandle(key);
  if (callback === undefined) return make(binding.kem(handle));
  binding.kem(handle, undefined, (error, result) => (error ? callback(error) : callback(null, make(result))));
}

/**
 * @param {KeyObject|string|Buffer|object} key private
 * @param {string|ArrayBuffer|ArrayBufferView} ciphertext
 * @param {Function} [callback] (error, sharedKey)
 * @returns {Buffer|undefined} the shared key
 */
function decapsulate(key, ciphertext, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  const prepared = preparePrivate(key);
  ciphertext = getArrayBufferOrView(ciphertext, 'ciphertext');
  return binding.kem(readKey(prepared), ciphertext, callback);
}

module.exports = { encapsulate, decapsulate };
