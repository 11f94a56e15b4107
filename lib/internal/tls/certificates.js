// SPDX-License-Identifier: MIT
// What is trusted by default, as tls.getCACertificates() lists it, and as the native store holds it
// (src/bindings/tls_roots.c). The two are independent: most programs never need the list.
'use strict';

const binding = internalBinding('tls_wrap');
const { getOptionValue } = require('internal/options');
const { isArrayBufferView } = require('internal/util/types');
const {
  codes: { ERR_CRYPTO_OPERATION_FAILED, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { validateArray, validateOneOf, validateString } = require('internal/validators');

const bundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem',
                 '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', '/etc/ssl/cert.pem'];
const certificate = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

let system, bundled, extra, extraPem, standard, chosen, installed = false;

const read = (file) => require('fs').readFileSync(file, 'latin1');

/** Certificates of a file that may have broken ones. */
function parseAll(text) {
  const list = [];
  for (const pem of text.match(certificate) ?? []) {
    try {
      list.push(...binding.parseCertificates(pem));
    } catch {
      // Nobody can trust that one.
    }
  }
  return list;
}

const readable = (file) => {
  try {
    return parseAll(read(file));
  } catch {
    return [];
  }
};

function firstBundle() {
  for (const file of bundles) {
    const list = readable(file);
    if (list.length > 0) return list;
  }
  return [];
}

function ofDirectory(directory) {
  const fs = require('fs');
  try {
    return fs.readdirSync(directory).filter((name) => name[0] !== '.').flatMap((name) => readable(`${directory}/${name}`));
  } catch {
    return [];
  }
}

/** What OpenSSL's variables name; for each that is not set, its usual place. */
function systemCertificates() {
  if (system !== undefined) return system;
  const { SSL_CERT_FILE: file, SSL_CERT_DIR: directory } = process.env;
  const fromFile = file ? readable(file) : firstBundle();
  const fromDirectory = (directory || '/etc/ssl/certs').split(':').flatMap(ofDirectory);
  return system = Object.freeze([...new Set([...fromFile, ...fromDirectory])]);
}

/** Eddy carries no certificates of its own: the distribution's are kept up to date. */
function bundledCertificates() {
  if (bundled !== undefined) return bundled;
  const list = firstBundle();
  return bundled = Object.freeze((list.length > 0 ? list : systemCertificates()).map((pem) => pem.trimEnd()));
}

/** What NODE_EXTRA_CA_CERTS names; a file that cannot be read is reported once. */
function extraText() {
  if (extraPem !== undefined) return extraPem;
  const file = process.env.NODE_EXTRA_CA_CERTS;
  try {
    extraPem = file ? read(file) : '';
  } catch (err) {
    extraPem = '';
    ignoreExtra(file, `error:${(0x80000000 - err.errno).toString(16)}:system library::` +
                uppercase(require('util').getSystemErrorMessage(err.errno)));
  }
  return extraPem;
}

function extraCertificates() {
  if (extra !== undefined) return extra;
  let list = [];
  try {
    list = binding.parseCertificates(extraText());
  } catch (err) {
    ignoreExtra(process.env.NODE_EXTRA_CA_CERTS, err.message);
  }
  return extra = Object.freeze(list);
}

function ignoreExtra(file, reason) {
  process._rawDebug(`Warning: Ignoring extra certs from \`${file}\`, load failed: ${reason}`);
}

const uppercase = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function defaultCertificates() {
  if (chosen !== undefined) return chosen;
  if (standard !== undefined) return standard;
  if (getOptionValue('--use-openssl-ca')) return standard = Object.freeze([...extraCertificates()]);
  const list = [...bundledCertificates(), ...extraCertificates()];
  if (getOptionValue('--use-system-ca')) list.push(...systemCertificates());
  return standard = Object.freeze([...new Set(list)]); // each list is part of it, as it is
}

/**
 * @param {'default' | 'system' | 'bundled' | 'extra'} [type]
 * @returns {string[]} PEM; the same frozen array each time
 */
function getCACertificates(type = 'default') {
  validateString(type, 'type');
  validateOneOf(type, 'type', ['default', 'system', 'bundled', 'extra']);
  switch (type) {
    case 'system': return systemCertificates();
    case 'bundled': return bundledCertificates();
    case 'extra': return extraCertificates();
    default: return defaultCertificates();
  }
}

/**
 * Replaces what this thread trusts when `ca` is not given.
 * @param {(string | ArrayBufferView)[]} certs PEM, one or more certificates each
 */
function setDefaultCACertificates(certs) {
  validateArray(certs, 'certs');
  for (let i = 0; i < certs.length; i++) {
    if (typeof certs[i] !== 'string' && !isArrayBufferView(certs[i])) {
      throw new ERR_INVALID_ARG_TYPE(`certs[${i}]`, ['string', 'ArrayBufferView'], certs[i]);
    }
  }
  const list = new Set();
  for (const cert of certs) {
    const text = typeof cert === 'string' ? cert :
      Buffer.from(cert.buffer, cert.byteOffset, cert.byteLength).toString('latin1');
    for (const pem of binding.parseCertificates(text)) list.add(pem);
  }
  if (certs.length > 0 && list.size === 0) {
    throw new ERR_CRYPTO_OPERATION_FAILED('No valid certificates found in the provided array');
  }
  chosen = Object.freeze([...list]);
  binding.setRoots(chosen.join(''));
  installed = true;
}

/** For a context without `ca`. */
function addDefaultTrust(context) {
  if (!installed) {
    installed = true;
    if (extraText() !== '') binding.setRoots(undefined, extraText());
  }
  context.addRootCerts();
}

module.exports = { addDefaultTrust, bundledCertificates, getCACertificates, setDefaultCACertificates };
