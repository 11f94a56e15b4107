// SPDX-License-Identifier: MIT
// X509Certificate, and the old Certificate (SPKAC).
'use strict';

const binding = internalBinding('crypto_x509');
const { Buffer } = require('buffer');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS } } = require('internal/errors');
const { validateBoolean, validateObject, validateString } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');
const { kHandle, getArrayBufferOrView } = require('internal/crypto/util');

const kFlags = {
  __proto__: null, wildcards: 0x2, partialWildcards: 0x4, multiLabelWildcards: 0x8, singleLabelSubdomains: 0x10,
};
const shown = [
  'subject', 'subjectAltName', 'issuer', 'infoAccess', 'validFrom', 'validTo', 'validFromDate', 'validToDate',
  'fingerprint', 'fingerprint256', 'fingerprint512', 'keyUsage', 'serialNumber', 'signatureAlgorithm', 'signatureAlgorithmOid',
];

function checkFlags(options = kEmptyObject) {
  validateObject(options, 'options');
  const { subject = 'default', wildcards = true, partialWildcards = true, multiLabelWildcards = false, singleLabelSubdomains = false } = options;
  validateString(subject, 'options.subject');
  validateBoolean(wildcards, 'options.wildcards');
  validateBoolean(partialWildcards, 'options.partialWildcards');
  validateBoolean(multiLabelWildcards, 'options.multiLabelWildcards');
  validateBoolean(singleLabelSubdomains, 'options.singleLabelSubdomains');
  let flags = 0;
  if (subject === 'always') flags |= 0x1;
  else if (subject === 'never') flags |= 0x20;
  else if (subject !== 'default') throw new ERR_INVALID_ARG_VALUE('options.subject', subject);
  if (!wildcards) flags |= kFlags.wildcards;
  if (!partialWildcards) flags |= kFlags.partialWildcards;
  if (multiLabelWildcards) flags |= kFlags.multiLabelWildcards;
  if (singleLabelSubdomains) flags |= kFlags.singleLabelSubdomains;
  return flags;
}

function checkName(handle, kind, name, flags) {
  const matched = name.includes('\0') ? false : handle.check(kind, name, flags);
  if (matched !== false) return matched;
  const error = new TypeError('Invalid name');
  error.code = 'ERR_INVALID_ARG_VALUE';
  throw error;
}

const kEmpty = Symbol('kEmpty'); // what the receiver of a message fills afterwards

function hold(certificate, bytes) {
  Object.defineProperty(certificate, kHandle, { __proto__: null, value: new binding.Certificate(bytes) });
}

class X509Certificate {
  #legacy;
  #publicKey;

  constructor(buffer) {
    if (buffer === kEmpty) return;
    if (typeof buffer === 'string') buffer = Buffer.from(buffer);
    if (!isArrayBufferView(buffer)) {
      throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
    }
    hold(this, buffer);
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const view = {};
    for (const name of shown) view[name] = this[name];
    return `X509Certificate ${inspect(view, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  [kClone]() {
    return { data: this.raw, deserializeInfo: 'internal/crypto/x509:ClonedCertificate' };
  }
  [kDeserialize](raw) {
    hold(this, raw);
  }

  /** The native certificate. @throws {ERR_INVALID_THIS} for what is none */
  static #handleOf(certificate) {
    if (typeof certificate !== 'object' || certificate === null || !(#legacy in certificate)) throw new ERR_INVALID_THIS('X509Certificate');
    return certificate[kHandle];
  }

  static #old(certificate) {
    const handle = X509Certificate.#handleOf(certificate);
    return certificate.#legacy ??= handle.legacy();
  }

  get subject() { return X509Certificate.#handleOf(this).subject(); }
  get subjectAltName() { return X509Certificate.#old(this).subjectaltname; }
  get issuer() { return X509Certificate.#handleOf(this).issuer(); }
  get issuerCertificate() {
    X509Certificate.#handleOf(this);
    return undefined;
  }
  get infoAccess() { return X509Certificate.#handleOf(this).infoAccess(); }
  get validFrom() { return X509Certificate.#old(this).valid_from; }
  get validTo() { return X509Certificate.#old(this).valid_to; }
  get validFromDate() { return new Date(X509Certificate.#old(this).valid_from); }
  get validToDate() { return new Date(X509Certificate.#old(this).valid_to); }
  get fingerprint() { return X509Certificate.#old(this).fingerprint; }
  get fingerprint256() { return X509Certificate.#old(this).fingerprint256; }
  get fingerprint512() { return X509Certificate.#old(this).fingerprint512; }
  get keyUsage() { return X509Certificate.#old(this).ext_key_usage; }
  get serialNumber() { return X509Certificate.#old(this).serialNumber; }
  get signatureAlgorithm() { return X509Certificate.#handleOf(this).signature()[0]; }
  get signatureAlgorithmOid() { return X509Certificate.#handleOf(this).signature()[1]; }
  get raw() { return X509Certificate.#handleOf(this).raw(); }
  get publicKey() {
    const { PublicKeyObject } = require('internal/crypto/keys');
    const handle = X509Certificate.#handleOf(this);
    return this.#publicKey ??= new PublicKeyObject(handle.publicKey());
  }
  toString() { return X509Certificate.#handleOf(this).pem(); }
  toJSON() { return X509Certificate.#handleOf(this).pem(); }
  get ca() { return X509Certificate.#old(this).ca; }

  /** @returns {string|undefined} the name in the certificate that matched */
  checkHost(name, options) {
    const handle = X509Certificate.#handleOf(this);
    validateString(name, 'name');
    return checkName(handle, 'host', name, checkFlags(options));
  }

  checkEmail(email, options) {
    const handle = X509Certificate.#handleOf(this);
    validateString(email, 'email');
    return checkName(handle, 'email', email, checkFlags(options));
  }

  checkIP(ip, options) {
    const handle = X509Certificate.#handleOf(this);
    validateString(ip, 'ip');
    if (options !== undefined) checkFlags(options);
    return checkName(handle, 'ip', ip, 0);
  }

  /** Did the owner of otherCert issue this one? The names tell, no signature is looked at. */
  checkIssued(otherCert) {
    const handle = X509Certificate.#handleOf(this);
    if (!(otherCert instanceof X509Certificate)) throw new ERR_INVALID_ARG_TYPE('otherCert', 'X509Certificate', otherCert);
    return handle.isIssuedBy(otherCert[kHandle]);
  }

  checkPrivateKey(pkey) {
    const handle = X509Certificate.#handleOf(this);
    checkKey(pkey, 'private');
    return handle.hasKey(pkey[kHandle]);
  }

  /** @returns {boolean} was this certificate signed with the private half of pkey? */
  verify(pkey) {
    const handle = X509Certificate.#handleOf(this);
    checkKey(pkey, 'public');
    return handle.verify(pkey[kHandle]);
  }

  toLegacyObject() { return X509Certificate.#handleOf(this).legacy(); }
}

function checkKey(pkey, type) {
  const { isKeyObject } = require('internal/crypto/key_input');
  if (!isKeyObject(pkey)) throw new ERR_INVALID_ARG_TYPE('pkey', 'KeyObject', pkey);
  if (pkey.type !== type) throw new ERR_INVALID_ARG_VALUE('pkey', pkey);
}

function spkacBytes(spkac, encoding) {
  if (typeof spkac !== 'string' && !isAnyArrayBuffer(spkac) && !isArrayBufferView(spkac)) {
    throw new ERR_INVALID_ARG_TYPE('spkac', ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], spkac);
  }
  return getArrayBufferOrView(spkac, 'spkac', encoding);
}

function ClonedCertificate() {
  return new X509Certificate(kEmpty);
}
ClonedCertificate.prototype = X509Certificate.prototype;
markTransferMode(X509Certificate.prototype, true, false);
for (const name of [kClone, kDeserialize]) Object.defineProperty(X509Certificate.prototype, name, { __proto__: null, enumerable: false });

/** Netscape's signed public key and challenge. */
function Certificate() {
  if (!(this instanceof Certificate)) return new Certificate();
}
const spkacFunctions = {
  verifySpkac: function verifySpkac(spkac, encoding) {
    const bytes = spkacBytes(spkac, encoding);
    return bytes.byteLength === 0 ? '' : binding.spkac('verify', bytes); // Node's answer to nothing is not false
  },
  exportPublicKey: function exportPublicKey(spkac, encoding) {
    return binding.spkac('key', spkacBytes(spkac, encoding)) ?? '';
  },
  exportChallenge: function exportChallenge(spkac, encoding) {
    return binding.spkac('challenge', spkacBytes(spkac, encoding)) ?? '';
  },
};
Object.assign(Certificate, spkacFunctions);
Object.assign(Certificate.prototype, spkacFunctions);

module.exports = { X509Certificate, Certificate, ClonedCertificate };
