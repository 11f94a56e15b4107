// SPDX-License-Identifier: MIT
// require('punycode'), deprecated: the encoding of RFC 3492, and domain names in it.
'use strict';

const { isInsideNodeModules, warnOfModule } = require('internal/util');

if (!isInsideNodeModules(100)) {
  warnOfModule('The `punycode` module is deprecated. Please use a userland alternative instead.', 'DEP0040');
}

const BASE = 36;
const TMIN = 1;
const TMAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 128;
const MAX_INT = 0x7fffffff;

function overflow() {
  return new RangeError('Overflow: input needs wider integers to process');
}

/** How the bias changes after a delta was read or written (section 6.1). */
function adapt(delta, points, first) {
  let k = 0;
  delta = first ? Math.floor(delta / DAMP) : delta >> 1;
  delta += Math.floor(delta / points);
  for (; delta > (BASE - TMIN) * TMAX >> 1; k += BASE) delta = Math.floor(delta / (BASE - TMIN));
  return Math.floor(k + (BASE - TMIN + 1) * delta / (delta + SKEW));
}

function threshold(k, bias) {
  if (k <= bias) return TMIN;
  return k >= bias + TMAX ? TMAX : k - bias;
}

function digitOf(code) {
  if (code >= 48 && code <= 57) return code - 22;
  if (code >= 65 && code <= 90) return code - 65;
  return code >= 97 && code <= 122 ? code - 97 : BASE;
}

function charOf(digit) {
  return String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);
}

/** Code points of a string; lone surrogates stand for themselves. */
function ucs2decode(string) {
  const points = [];
  for (let i = 0; i < string.length; i++) {
    const point = string.codePointAt(i);
    points.push(point);
    if (point > 0xffff) i++;
  }
  return points;
}

const ucs2encode = (codePoints) => String.fromCodePoint(...codePoints);

/** A label without its "xn--" to Unicode. */
function decode(input) {
  const points = [];
  const basic = Math.max(input.lastIndexOf('-'), 0);
  for (let i = 0; i < basic; i++) {
    if (input.charCodeAt(i) >= 0x80) throw new RangeError('Illegal input >= 0x80 (not a basic code point)');
    points.push(input.charCodeAt(i));
  }
  let n = INITIAL_N;
  let i = 0;
  let bias = INITIAL_BIAS;
  for (let at = basic > 0 ? basic + 1 : 0; at < input.length;) {
    const before = i;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      if (at >= input.length) throw new RangeError('Invalid input');
      const digit = digitOf(input.charCodeAt(at++));
      if (digit >= BASE) throw new RangeError('Invalid input');
      if (digit > Math.floor((MAX_INT - i) / weight)) throw overflow();
      i += digit * weight;
      const limit = threshold(k, bias);
      if (digit < limit) break;
      if (weight > Math.floor(MAX_INT / (BASE - limit))) throw overflow();
      weight *= BASE - limit;
    }
    const count = points.length + 1;
    bias = adapt(i - before, count, before === 0);
    if (Math.floor(i / count) > MAX_INT - n) throw overflow();
    n += Math.floor(i / count);
    i %= count;
    points.splice(i++, 0, n);
  }
  return String.fromCodePoint(...points);
}

/** Digits of one delta: a number of variable length. */
function encodeDelta(delta, bias) {
  let out = '';
  let rest = delta;
  for (let k = BASE; ; k += BASE) {
    const limit = threshold(k, bias);
    if (rest < limit) return out + charOf(rest);
    const over = rest - limit;
    out += charOf(limit + over % (BASE - limit));
    rest = Math.floor(over / (BASE - limit));
  }
}

/** Unicode to the ASCII form of a label, without "xn--". */
function encode(input) {
  const points = ucs2decode(input);
  let out = '';
  for (const point of points) if (point < 0x80) out += String.fromCharCode(point);
  const basic = out.length;
  let handled = basic;
  if (basic > 0) out += '-';
  let n = INITIAL_N;
  let delta = 0;
  let bias = INITIAL_BIAS;
  while (handled < points.length) {
    let next = MAX_INT;
    for (const point of points) if (point >= n && point < next) next = point;
    if (next - n > Math.floor((MAX_INT - delta) / (handled + 1))) throw overflow();
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n && ++delta > MAX_INT) throw overflow();
      if (point !== n) continue;
      out += encodeDelta(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return out;
}

/** Applies `convert` to every label of a domain name or of the domain in an e-mail address. */
function mapDomain(domain, convert) {
  const parts = domain.split('@');
  let out = '';
  if (parts.length > 1) {
    out = `${parts[0]}@`;
    domain = parts[1];
  }
  return out + domain.replace(/[\u3002\uff0e\uff61]/g, '.').split('.').map(convert).join('.');
}

function toUnicode(input) {
  return mapDomain(input, (label) =>
    (label.startsWith('xn--') ? decode(label.slice(4).toLowerCase()) : label));
}

function toASCII(input) {
  return mapDomain(input, (label) => (/[^\0-\x7f]/.test(label) ? `xn--${encode(label)}` : label));
}

module.exports = {
  version: '2.1.0',
  ucs2: { decode: ucs2decode, encode: ucs2encode },
  decode,
  encode,
  toASCII,
  toUnicode,
};
