// SPDX-License-Identifier: MIT
// Small helpers of node:net that others need too (dns, dgram, url): IP address syntax, argument forms.
'use strict';

/** Marks [options, callback] that net.connect() and Server.listen() have normalised already. */
const normalizedArgsSymbol = Symbol('normalizedArgs');
const kReinitializeHandle = Symbol('kReinitializeHandle');

const isDigit = (c) => c >= 48 && c <= 57;
const isHex = (c) => isDigit(c) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);

/** Is s[from, to) a dotted quad, without leading zeros? */
function isQuad(s, from, to) {
  if (to - from < 7 || to - from > 15) return false;
  let parts = 0, value = 0, digits = 0;
  for (let i = from; i <= to; i++) {
    const c = i < to ? s.charCodeAt(i) : 46;
    if (isDigit(c)) {
      if (digits > 0 && value === 0) return false;
      value = value * 10 + c - 48;
      if (++digits > 3 || value > 255) return false;
    } else {
      if (c !== 46 || digits === 0 || ++parts > 4) return false;
      value = digits = 0;
    }
  }
  return parts === 4;
}

function isIPv4(s) {
  s = `${s}`;
  return isQuad(s, 0, s.length);
}

function isZone(s, from) {
  if (from >= s.length) return false;
  for (let i = from; i < s.length; i++) {
    const c = s.charCodeAt(i);
    const ok = isDigit(c) || (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 45 || c === 46 || c === 58;
    if (!ok) return false;
  }
  return true;
}

function isIPv6(s) {
  s = `${s}`;
  let end = s.length;
  const percent = s.indexOf('%');
  if (percent >= 0) {
    if (!isZone(s, percent + 1)) return false;
    end = percent;
  }
  if (end < 2 || end > 45) return false;
  let groups = 0, gap = false, i = 0;
  if (s.charCodeAt(0) === 58) {
    if (s.charCodeAt(1) !== 58) return false;
    gap = true;
    i = 2;
  }
  while (i < end) {
    const start = i;
    while (i < end && isHex(s.charCodeAt(i))) i++;
    if (i < end && s.charCodeAt(i) === 46) { // the last 32 bits as a quad
      if (!isQuad(s, start, end)) return false;
      groups += 2;
      i = end;
      break;
    }
    if (i === start || i - start > 4 || ++groups > 8) return false;
    if (i === end) break;
    if (s.charCodeAt(i) !== 58) return false;
    if (++i === end) return false; // a single colon at the end
    if (s.charCodeAt(i) === 58) {
      if (gap) return false;
      gap = true;
      i++;
    }
  }
  return gap ? groups < 8 : groups === 8;
}

/** @returns {0 | 4 | 6} */
function isIP(s) {
  s = `${s}`;
  if (isQuad(s, 0, s.length)) return 4;
  return isIPv6(s) ? 6 : 0;
}

/** _write for descriptors that are written synchronously (files, pipes of stdout). */
function makeSyncWrite(fd) {
  return function(chunk, enc, cb) {
    if (enc !== 'buffer') chunk = Buffer.from(chunk, enc);
    this._handle.bytesWritten += chunk.length;
    try {
      require('fs').writeSync(fd, chunk);
    } catch (ex) {
      if (typeof ex.errno === 'number') {
        const { ErrnoException } = require('internal/errors');
        return cb(new ErrnoException(ex.errno, 'write'));
      }
      return cb(ex);
    }
    cb();
  };
}

const isLoopback = (host) =>
  host.toLowerCase() === 'localhost' || host.startsWith('127.') || host === '::1' || host === '[::1]' ||
  host.startsWith('[0:0:0:0:0:0:0:1]');

module.exports = {
  isIP,
  isIPv4,
  isIPv6,
  isLoopback,
  kReinitializeHandle,
  makeSyncWrite,
  normalizedArgsSymbol,
};
