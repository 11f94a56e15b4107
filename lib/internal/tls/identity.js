// SPDX-License-Identifier: MIT
// Does a certificate belong to a host? (RFC 6125, RFC 2818.)
'use strict';

const { isIP } = require('internal/net');
const { canonicalizeIP } = internalBinding('cares_wrap');
const { codes: { ERR_TLS_CERT_ALTNAME_FORMAT, ERR_TLS_CERT_ALTNAME_INVALID } } = require('internal/errors');

const lower = (s) => s.replace(/[A-Z]/g, (c) => c.toLowerCase());
const withoutDot = (host) => (host.endsWith('.') ? host.slice(0, -1) : host);
const labelsOf = (host) => lower(withoutDot(host)).split('.');

/** Does pattern (maybe with one wildcard in its first label) match the host's labels? */
function matches(hostLabels, pattern, wildcards) {
  if (!pattern) return false;
  const labels = labelsOf(pattern);
  if (hostLabels.length !== labels.length || labels.includes('')) return false;
  // Only ASCII that may stand in a name.
  if (labels.some((label) => /[^\x21-\x7f]/.test(label))) return false; // eslint-disable-line no-control-regex
  for (let i = hostLabels.length - 1; i > 0; i--) if (hostLabels[i] !== labels[i]) return false;
  const host = hostLabels[0], first = labels[0], parts = first.split('*');
  if (parts.length === 1 || first.includes('xn--')) return host === first;
  if (!wildcards || parts.length > 2 || labels.length <= 2) return false;
  const [prefix, suffix] = parts;
  return prefix.length + suffix.length <= host.length && host.startsWith(prefix) && host.endsWith(suffix);
}

/** 'DNS:a, IP Address:b, "DNS:odd, name"' as a list. */
function splitAltNames(text) {
  const list = [];
  let current = '', at = 0;
  while (at < text.length) {
    const comma = text.indexOf(', ', at), quote = text.indexOf('"', at);
    if (quote >= 0 && (comma < 0 || quote < comma)) {
      current += text.slice(at, quote);
      const m = /^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/.exec(text.slice(quote)); // eslint-disable-line no-control-regex
      if (m === null) throw new ERR_TLS_CERT_ALTNAME_FORMAT();
      current += JSON.parse(m[0]);
      at = quote + m[0].length;
    } else if (comma >= 0) {
      list.push(current + text.slice(at, comma));
      current = '';
      at = comma + 2;
    } else {
      current += text.slice(at);
      break;
    }
  }
  list.push(current);
  return list;
}

// The name as it is looked up, where full stops of other scripts divide labels too; '' for what is no host's name.
function asciiOf(hostname) {
  if (/^[\w.*-]*$/.test(hostname)) return hostname;
  return /[\t\n\r/\\?#]/.test(hostname) ? '' : require('internal/url').domainToASCII(hostname);
}

/**
 * @param {string} hostname
 * @param {object} cert as getPeerCertificate() gives it
 * @returns {Error | undefined}
 */
function checkServerIdentity(hostname, cert) {
  const { subject, subjectaltname: altNames } = cert;
  const dnsNames = [], ips = [];
  hostname = `${hostname}`;
  if (altNames) {
    for (const name of altNames.includes('"') ? splitAltNames(altNames) : altNames.split(', ')) {
      if (name.startsWith('DNS:')) dnsNames.push(name.slice(4));
      else if (name.startsWith('IP Address:')) ips.push(canonicalizeIP(name.slice(11)));
    }
  }
  let valid = false, reason = 'Unknown reason';
  hostname = withoutDot(hostname);
  if (isIP(hostname)) {
    valid = ips.includes(canonicalizeIP(hostname));
    if (!valid) reason = `IP: ${hostname} is not in the cert's list: ${ips.join(', ')}`;
  } else if (dnsNames.length > 0 || subject?.CN) {
    const labels = labelsOf(asciiOf(hostname));
    if (dnsNames.length > 0) {
      valid = dnsNames.some((pattern) => matches(labels, pattern, true));
      if (!valid) reason = `Host: ${hostname}. is not in the cert's altnames: ${altNames}`;
    } else { // without alternative names the common name counts
      const cn = subject.CN;
      valid = Array.isArray(cn) ? cn.some((pattern) => matches(labels, pattern, true)) : matches(labels, cn, true);
      if (!valid) reason = `Host: ${hostname}. is not cert's CN: ${cn}`;
    }
  } else {
    reason = 'Cert does not contain a DNS name';
  }
  if (!valid) return new ERR_TLS_CERT_ALTNAME_INVALID(reason, hostname, cert);
}

module.exports = { checkServerIdentity };
