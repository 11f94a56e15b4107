// SPDX-License-Identifier: MIT
// tls.createSecureContext: options to an SSL_CTX (src/bindings/tls_context.c).
'use strict';

const { SecureContext: NativeContext } = internalBinding('tls_wrap');
const {
  codes: {
    ERR_CRYPTO_OPERATION_FAILED,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_TLS_INVALID_PROTOCOL_METHOD,
    ERR_TLS_INVALID_PROTOCOL_VERSION,
    ERR_TLS_PROTOCOL_VERSION_CONFLICT,
  },
} = require('internal/errors');
const { validateBuffer, validateInt32, validateInteger, validateObject, validateString } = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');

const versions = { __proto__: null, 'TLSv1': 0x301, 'TLSv1.1': 0x302, 'TLSv1.2': 0x303, 'TLSv1.3': 0x304 };
const SIDE_BOTH = 0, SIDE_SERVER = 1, SIDE_CLIENT = 2;
const SSL_OP_CIPHER_SERVER_PREFERENCE = 0x00400000;

function toVersion(which, v, fallback) {
  v ||= fallback;
  const number = versions[v];
  if (number === undefined) throw new ERR_TLS_INVALID_PROTOCOL_VERSION(`${JSON.stringify(v)}`, which);
  return number;
}

const methodPattern = /^(SSLv23|TLS|TLSv1|TLSv1_1|TLSv1_2|SSLv2|SSLv3)_(?:(server|client)_)?method$/;

/** The deprecated secureProtocol option: [side, min, max]. */
function fromMethod(name) {
  const m = methodPattern.exec(name);
  if (m === null) throw new ERR_TLS_INVALID_PROTOCOL_METHOD(`Unknown method: ${name}`);
  const side = m[2] === 'server' ? SIDE_SERVER : m[2] === 'client' ? SIDE_CLIENT : SIDE_BOTH;
  switch (m[1]) {
    case 'SSLv2': throw new ERR_TLS_INVALID_PROTOCOL_METHOD('SSLv2 methods disabled');
    case 'SSLv3': throw new ERR_TLS_INVALID_PROTOCOL_METHOD('SSLv3 methods disabled');
    case 'SSLv23': return [side, versions[require('tls').DEFAULT_MIN_VERSION], 0x303];
    case 'TLS': return [side, 0, 0x304];
    case 'TLSv1': return [side, 0x301, 0x301];
    case 'TLSv1_1': return [side, 0x302, 0x302];
    default: return [side, 0x303, 0x303];
  }
}

/** What createSecureContext returns: `context` is the native one. */
class SecureContext {
  constructor(secureProtocol, secureOptions, minVersion, maxVersion) {
    const tls = require('tls');
    if (secureProtocol) {
      if (minVersion != null) throw new ERR_TLS_PROTOCOL_VERSION_CONFLICT(minVersion, secureProtocol);
      if (maxVersion != null) throw new ERR_TLS_PROTOCOL_VERSION_CONFLICT(maxVersion, secureProtocol);
    }
    this.context = new NativeContext();
    if (typeof secureProtocol === 'string' && secureProtocol !== '') {
      this.context.init(...fromMethod(secureProtocol));
    } else {
      this.context.init(SIDE_BOTH, toVersion('minimum', minVersion, tls.DEFAULT_MIN_VERSION),
                        toVersion('maximum', maxVersion, tls.DEFAULT_MAX_VERSION));
    }
    if (secureOptions) {
      validateInteger(secureOptions, 'secureOptions');
      this.context.setOptions(secureOptions);
    }
  }
}

Object.defineProperty(NativeContext.prototype, '_external', {
  __proto__: null, configurable: true, enumerable: true, get() { return this.external(); },
});

function checkKeyOrCert(name, value) {
  if (typeof value !== 'string' && !isArrayBufferView(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], value);
  }
}

const each = (value, fn) => {
  if (Array.isArray(value)) for (const item of value) fn(item);
  else fn(value);
};

function setKey(context, key, passphrase, name) {
  checkKeyOrCert(`${name}.key`, key);
  if (passphrase !== undefined && passphrase !== null) validateString(passphrase, `${name}.passphrase`);
  context.setKey(key, passphrase ?? undefined);
}

function setTrusted(context, ca, name) {
  each(ca, (item) => checkKeyOrCert(`${name}.ca`, item));
  each(ca, (item) => context.addCACert(item));
}

function setKeys(context, options, name) {
  const { cert, key, passphrase } = options;
  if (cert) {
    each(cert, (item) => {
      checkKeyOrCert(`${name}.cert`, item);
      context.setCert(item);
    });
  }
  if (key) {
    each(key, (item) => {
      // In a list: { pem, passphrase } too
      if (Array.isArray(key) && item !== null && typeof item === 'object' && item.pem !== undefined) {
        setKey(context, item.pem, item.passphrase !== undefined ? item.passphrase : passphrase, name);
      } else {
        setKey(context, item, passphrase, name);
      }
    });
  }
}

/** A private key that an OpenSSL engine keeps. */
function setEngineKey(context, { privateKeyEngine, privateKeyIdentifier }, name) {
  for (const [key, value] of [['privateKeyEngine', privateKeyEngine], ['privateKeyIdentifier', privateKeyIdentifier]]) {
    if (typeof value === 'string') continue;
    if (value === undefined || value === null) throw new ERR_INVALID_ARG_VALUE(`${name}.${key}`, value);
    throw new ERR_INVALID_ARG_TYPE(`${name}.${key}`, ['string', 'null', 'undefined'], value);
  }
  context.setEngineKey(privateKeyIdentifier, privateKeyEngine);
}

/** TLS 1.3's suites and the older ciphers, which OpenSSL takes apart. */
function processCiphers(ciphers, name) {
  ciphers = (ciphers || require('tls').DEFAULT_CIPHERS).split(':');
  const excluded = ciphers.filter((c) => c.startsWith('!TLS_')).map((c) => c.slice(1));
  const suites = ciphers.filter((c) => c.startsWith('TLS_') && !excluded.includes(c)).join(':');
  const list = ciphers.filter((c) => c.length > 0 && !/^!?TLS_/.test(c)).join(':');
  if (suites === '' && list === '') throw new ERR_INVALID_ARG_VALUE(name, ciphers);
  return { list, suites };
}

function setCiphers(context, options, name) {
  const { ciphers, ecdhCurve, dhparam, sigalgs } = options;
  if (sigalgs !== undefined && sigalgs !== null) {
    validateString(sigalgs, `${name}.sigalgs`);
    if (sigalgs === '') throw new ERR_INVALID_ARG_VALUE(`${name}.sigalgs`, sigalgs);
    context.setSigalgs(sigalgs);
  }
  if (ciphers !== undefined && ciphers !== null) validateString(ciphers, `${name}.ciphers`);
  const { list, suites } = processCiphers(ciphers, `${name}.ciphers`);
  if (suites !== '') context.setCipherSuites(suites);
  if (list !== '') context.setCiphers(list);
  // Only new ones: nothing older.
  if (list === '' && context.getProto(false) < 0x304 && context.getProto(true) > 0x303) context.setProtos(0x304, 0);
  if (ecdhCurve !== undefined) validateString(ecdhCurve, `${name}.ecdhCurve`);
  try {
    context.setECDHCurve(ecdhCurve || require('tls').DEFAULT_ECDH_CURVE);
  } catch {
    throw new ERR_CRYPTO_OPERATION_FAILED('Failed to set ECDH curve');
  }
  if (dhparam !== undefined && dhparam !== null) {
    checkKeyOrCert(`${name}.dhparam`, dhparam === 'auto' ? '' : dhparam);
    const warning = context.setDHParam(dhparam === 'auto' || dhparam);
    if (warning) process.emitWarning(warning, 'SecurityWarning');
  }
}

function setPfx(context, options, name) {
  const { pfx, passphrase } = options;
  const load = (value, pass) => {
    checkKeyOrCert(`${name}.pfx`, value);
    context.loadPKCS12(value, pass);
  };
  each(pfx, (item) => {
    if (item !== null && typeof item === 'object' && item.buf !== undefined) load(item.buf, item.passphrase || passphrase);
    else load(item, passphrase ?? undefined);
  });
}

/** Puts all options but protocol versions on the native context. */
function configSecureContext(context, options = {}, name = 'options') {
  validateObject(options, name);
  const { allowPartialTrustChain, ca, clientCertEngine, crl, privateKeyIdentifier, sessionIdContext,
          sessionTimeout, ticketKeys, pfx } = options;
  if (clientCertEngine !== undefined && clientCertEngine !== null) {
    if (typeof clientCertEngine !== 'string') {
      throw new ERR_INVALID_ARG_TYPE(`${name}.clientCertEngine`, ['string', 'null', 'undefined'], clientCertEngine);
    }
    context.setClientCertEngine(clientCertEngine);
  }
  // What is trusted comes first, the issuer of the certificate may be among it.
  if (ca) setTrusted(context, ca, name);
  else require('internal/tls/certificates').addDefaultTrust(context);
  if (allowPartialTrustChain) context.setAllowPartialTrustChain();
  // Ciphers before keys: they may lower the security level that the keys are held to.
  setCiphers(context, options, name);
  setKeys(context, options, name);
  if (privateKeyIdentifier != null) setEngineKey(context, options, name);
  if (crl !== undefined && crl !== null) {
    each(crl, (item) => {
      checkKeyOrCert(`${name}.crl`, item);
      context.addCRL(item);
    });
  }
  if (sessionIdContext !== undefined && sessionIdContext !== null) {
    validateString(sessionIdContext, `${name}.sessionIdContext`);
    context.setSessionIdContext(sessionIdContext);
  }
  if (pfx !== undefined && pfx !== null) setPfx(context, options, name);
  if (ticketKeys !== undefined && ticketKeys !== null) {
    validateBuffer(ticketKeys, `${name}.ticketKeys`);
    if (ticketKeys.byteLength !== 48) {
      throw new ERR_INVALID_ARG_VALUE(`${name}.ticketKeys`, ticketKeys.byteLength, 'must be exactly 48 bytes');
    }
    context.setTicketKeys(ticketKeys);
  }
  if (sessionTimeout !== undefined && sessionTimeout !== null) {
    validateInt32(sessionTimeout, `${name}.sessionTimeout`, 0);
    context.setSessionTimeout(sessionTimeout);
  }
}

/**
 * @param {object} [options] ca, cert, key, pfx, passphrase, ciphers, minVersion, …
 * @returns {SecureContext}
 */
function createSecureContext(options) {
  options ??= {};
  let { secureOptions } = options;
  const { honorCipherOrder, maxVersion, minVersion, secureProtocol } = options;
  if (honorCipherOrder) secureOptions |= SSL_OP_CIPHER_SERVER_PREFERENCE;
  const c = new SecureContext(secureProtocol, secureOptions, minVersion, maxVersion);
  configSecureContext(c.context, options);
  return c;
}

module.exports = {
  SecureContext, configSecureContext, createSecureContext,
};
