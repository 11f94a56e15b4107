// SPDX-License-Identifier: MIT
// Private keys by URL: Node asks OpenSSL's stores, of which only that of files is always there.
'use strict';

const binding = internalBinding('crypto_key');
const { codes: { ERR_MISSING_PASSPHRASE } } = require('internal/errors');

/** The native key in the file, PEM or DER, that the URL names. */
function fromURL(url, { passphrase }) {
  if (url.protocol !== 'file:') throw unsupported();
  let data;
  try {
    data = require('fs').readFileSync(url);
  } catch (error) {
    if (error.code === 'EISDIR') throw notFound();
    throw error;
  }
  if (data.includes('-----BEGIN ')) return readPEM(data, passphrase);
  for (const type of ['pkcs8', 'sec1', 'pkcs1']) {
    try {
      return binding.readPrivate(data, type, passphrase);
    } catch { /* another type, perhaps */ }
  }
  throw unsupported();
}

function readPEM(data, passphrase) {
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(data.latin1Slice())) throw unsupported();
  try {
    return binding.readPrivate(data, '', passphrase);
  } catch (error) {
    if (error.code !== 'ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED') throw error;
    throw new ERR_MISSING_PASSPHRASE('Passphrase required for encrypted key');
  }
}

function notFound() {
  const error = new Error('No private key found through the OpenSSL STORE loader');
  error.code = 'ERR_CRYPTO_OPERATION_FAILED';
  return error;
}

function unsupported() {
  return Object.assign(new Error('error:1608010C:STORE routines::unsupported'), {
    opensslErrorStack: [], library: 'STORE routines', reason: 'unsupported', code: 'ERR_OSSL_OSSL_STORE_UNSUPPORTED',
  });
}

module.exports = { fromURL };
