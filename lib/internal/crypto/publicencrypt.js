// SPDX-License-Identifier: MIT
// RSA: publicEncrypt, privateDecrypt, privateEncrypt, publicDecrypt.
'use strict';

const binding = internalBinding('crypto_sign');
const { validateString } = require('internal/validators');
const { getArrayBufferOrView } = require('internal/crypto/util');
const { preparePrivate, preparePublic, readKey } = require('internal/crypto/key_input');

const RSA_PKCS1_PADDING = 1;
const RSA_PKCS1_OAEP_PADDING = 4;

function rsaFunction(use, name, prepare, defaultPadding, argument) {
  const fn = (options, buffer) => {
    const key = prepare(options, argument);
    const padding = options.padding || defaultPadding;
    const { oaepHash, encoding } = options;
    let { oaepLabel } = options;
    if (oaepHash !== undefined) validateString(oaepHash, 'key.oaepHash');
    if (oaepLabel !== undefined) oaepLabel = getArrayBufferOrView(oaepLabel, 'key.oaepLabel', encoding);
    buffer = getArrayBufferOrView(buffer, 'buffer', encoding);
    return binding.rsa(use, readKey(key), buffer, padding, oaepHash, oaepLabel);
  };
  Object.defineProperty(fn, 'name', { __proto__: null, configurable: true, value: name });
  return fn;
}

module.exports = {
  publicEncrypt: rsaFunction(0, 'publicEncrypt', preparePublic, RSA_PKCS1_OAEP_PADDING),
  privateDecrypt: rsaFunction(1, 'privateDecrypt', preparePrivate, RSA_PKCS1_OAEP_PADDING, 'privateKey'),
  privateEncrypt: rsaFunction(2, 'privateEncrypt', preparePrivate, RSA_PKCS1_PADDING, 'privateKey'),
  publicDecrypt: rsaFunction(3, 'publicDecrypt', preparePublic, RSA_PKCS1_PADDING),
};
