// SPDX-License-Identifier: MIT
// node:tls, on OpenSSL 3.
'use strict';

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateArray, validateOneOf } = require('internal/validators');
const { isArrayBufferView, isUint8Array } = require('internal/util/types');
const { getOptionValue } = require('internal/options');

exports.CLIENT_RENEG_LIMIT = 3;
exports.CLIENT_RENEG_WINDOW = 600;
exports.DEFAULT_CIPHERS = getOptionValue('--tls-cipher-list') ||
  'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256:' +
  'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:' +
  'ECDHE-RSA-AES128-SHA256:DHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:DHE-RSA-AES256-SHA384:ECDHE-RSA-AES256-SHA256:' +
  'DHE-RSA-AES256-SHA256:HIGH:!aNULL:!eNULL:!EXPORT:!DES:!RC4:!MD5:!PSK:!SRP:!CAMELLIA';
exports.DEFAULT_ECDH_CURVE = 'auto';
exports.DEFAULT_MIN_VERSION = getOptionValue('--tls-min-v1.0') ? 'TLSv1' :
  getOptionValue('--tls-min-v1.1') ? 'TLSv1.1' :
    getOptionValue('--tls-min-v1.3') ? 'TLSv1.3' : 'TLSv1.2';
exports.DEFAULT_MAX_VERSION = getOptionValue('--tls-max-v1.3') ? 'TLSv1.3' :
  getOptionValue('--tls-max-v1.2') ? 'TLSv1.2' : 'TLSv1.3';

let ciphers;
/** @returns {string[]} names in lower case */
exports.getCiphers = function getCiphers() {
  ciphers ??= [...new Set(internalBinding('tls_wrap').getSSLCiphers().map((name) => name.toLowerCase()))].sort();
  return ciphers;
};

/** Certificates of a PEM file, one by one. */
function splitPem(text) {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
}

let systemCertificates;
function readSystemCertificates() {
  if (systemCertificates !== undefined) return systemCertificates;
  const fs = require('fs');
  for (const file of [process.env.SSL_CERT_FILE, '/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt',
                      '/etc/ssl/cert.pem']) {
    try {
      if (file) return systemCertificates = Object.freeze(splitPem(fs.readFileSync(file, 'latin1')));
    } catch {
      // The next one.
    }
  }
  return systemCertificates = Object.freeze([]);
}

let extraCertificates;
function readExtraCertificates() {
  if (extraCertificates !== undefined) return extraCertificates;
  const file = process.env.NODE_EXTRA_CA_CERTS;
  let list = [];
  try {
    if (file) list = splitPem(require('fs').readFileSync(file, 'latin1'));
  } catch {
    // createSecureContext warns about it.
  }
  return extraCertificates = Object.freeze(list);
}

Object.defineProperty(exports, 'rootCertificates', {
  __proto__: null,
  configurable: false,
  enumerable: true,
  get: readSystemCertificates,
});

/** @param {'default' | 'system' | 'bundled' | 'extra'} [type] @returns {string[]} PEM */
exports.getCACertificates = function getCACertificates(type = 'default') {
  validateOneOf(type, 'type', ['default', 'system', 'bundled', 'extra']);
  if (type === 'extra') return readExtraCertificates();
  if (type !== 'default') return readSystemCertificates();
  const { getDefaultCertificates } = require('internal/tls/secure-context');
  return getDefaultCertificates() ?? Object.freeze([...readSystemCertificates(), ...readExtraCertificates()]);
};

/** @param {(string | ArrayBufferView)[]} certs what is trusted when `ca` is not given */
exports.setDefaultCACertificates = function setDefaultCACertificates(certs) {
  validateArray(certs, 'certs');
  const list = certs.map((cert, i) => {
    if (typeof cert !== 'string' && !isArrayBufferView(cert)) {
      throw new ERR_INVALID_ARG_TYPE(`certs[${i}]`, ['string', 'ArrayBufferView'], cert);
    }
    return typeof cert === 'string' ? cert : Buffer.from(cert.buffer, cert.byteOffset, cert.byteLength).toString('latin1');
  });
  require('internal/tls/secure-context').setDefaultCertificates(Object.freeze([...new Set(list.flatMap(splitPem))]));
};

/** ['http/1.1'] or wire format → out.ALPNProtocols in wire format. */
exports.convertALPNProtocols = function convertALPNProtocols(protocols, out) {
  if (Array.isArray(protocols)) {
    const parts = protocols.map((name, i) => {
      const bytes = Buffer.from(name);
      if (bytes.length > 255) {
        throw new ERR_OUT_OF_RANGE(`The byte length of the protocol at index ${i} exceeds the maximum length.`,
                                   '<= 255', bytes.length, true);
      }
      return Buffer.concat([Buffer.from([bytes.length]), bytes]);
    });
    out.ALPNProtocols = Buffer.concat(parts);
  } else if (isUint8Array(protocols)) {
    out.ALPNProtocols = Buffer.from(protocols);
  } else if (isArrayBufferView(protocols)) {
    out.ALPNProtocols = Buffer.from(protocols.buffer.slice(protocols.byteOffset, protocols.byteOffset + protocols.byteLength));
  } else {
    throw new ERR_INVALID_ARG_VALUE('ALPNProtocols', protocols);
  }
};

exports.checkServerIdentity = require('internal/tls/identity').checkServerIdentity;
const { SecureContext, createSecureContext } = require('internal/tls/secure-context');
exports.createSecureContext = createSecureContext;
exports.SecureContext = SecureContext;
exports.TLSSocket = require('internal/tls/wrap').TLSSocket;
const { Server, createServer } = require('internal/tls/server');
exports.Server = Server;
exports.createServer = createServer;
exports.connect = require('internal/tls/client').connect;
