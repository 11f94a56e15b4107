// SPDX-License-Identifier: MIT
// node:tls, on OpenSSL 3.
'use strict';

const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { isArrayBufferView, isUint8Array } = require('internal/util/types');
const { getOptionValue } = require('internal/options');

exports.CLIENT_RENEG_LIMIT = 3;
exports.CLIENT_RENEG_WINDOW = 600;
exports.DEFAULT_CIPHERS = getOptionValue('--tls-cipher-list');
exports.DEFAULT_ECDH_CURVE = 'auto';
exports.DEFAULT_MIN_VERSION = getOptionValue('--tls-min-v1.0') ? 'TLSv1' :
  getOptionValue('--tls-min-v1.1') ? 'TLSv1.1' :
    getOptionValue('--tls-min-v1.3') ? 'TLSv1.3' : 'TLSv1.2';
exports.DEFAULT_MAX_VERSION = getOptionValue('--tls-max-v1.3') ? 'TLSv1.3' :
  getOptionValue('--tls-max-v1.2') ? 'TLSv1.2' : 'TLSv1.3';

let ciphers;
/** @returns {string[]} names in lower case */
exports.getCiphers = () => {
  ciphers ??= [...new Set(internalBinding('tls_wrap').getSSLCiphers().map((name) => name.toLowerCase()))].sort();
  return ciphers.slice();
};

/** @returns {string[]} of RFC 8879, as the TLS library offers them */
exports.getCertificateCompressionAlgorithms = () => internalBinding('tls_wrap').getCertCompression();

const certificates = require('internal/tls/certificates');
Object.defineProperty(exports, 'rootCertificates', {
  __proto__: null,
  configurable: false,
  enumerable: true,
  get: certificates.bundledCertificates,
});
exports.getCACertificates = certificates.getCACertificates;
exports.setDefaultCACertificates = certificates.setDefaultCACertificates;

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
