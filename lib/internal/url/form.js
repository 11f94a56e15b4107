// SPDX-License-Identifier: MIT
// Percent-encoding and -decoding of short texts, which JavaScript does faster than the engine's
// functions. Used by URLSearchParams and querystring.
'use strict';

const {
  Int8Array,
  StringFromCharCode,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
} = primordials;

/** 1 for characters that encodeURIComponent() leaves alone. */
const plain = new Int8Array(128);
/** 1 for characters that a form leaves alone. */
const plainInForm = new Int8Array(128);
const characters = [];
for (let code = 0; code < 128; code++) {
  const char = StringFromCharCode(code);
  characters[code] = char;
  const alphanumeric = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  const inForm = alphanumeric || char === '*' || char === '-' || char === '.' || char === '_';
  plainInForm[code] = inForm ? 1 : 0;
  plain[code] = inForm || char === '!' || char === '~' || char === '\'' || char === '(' || char === ')' ? 1 : 0;
}

/** Whether all characters are in the set `table`. */
function isPlain(string, table) {
  for (let i = 0; i < string.length; i++) {
    const code = StringPrototypeCharCodeAt(string, i);
    if (code > 127 || table[code] === 0) return false;
  }
  return true;
}

function hexValue(code) {
  if (code >= 48 && code <= 57) return code - 48;
  code |= 32;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

/**
 * Percent-decoding, with '+' as a space if `plus`. What is no escape stays as it is.
 * @returns {string|undefined} undefined when there are bytes above 127: then UTF-8 is to be looked at
 */
function decodeAscii(string, plus) {
  let out = '';
  let start = 0;
  for (let i = 0; i < string.length; i++) {
    const code = StringPrototypeCharCodeAt(string, i);
    if (code === 43 && plus) {
      out += `${StringPrototypeSlice(string, start, i)} `;
      start = i + 1;
    } else if (code === 37 && i + 2 < string.length) {
      const high = hexValue(StringPrototypeCharCodeAt(string, i + 1));
      const low = hexValue(StringPrototypeCharCodeAt(string, i + 2));
      if (high < 0 || low < 0) continue;
      if (high > 7) return undefined;
      out += StringPrototypeSlice(string, start, i) + characters[high << 4 | low];
      i += 2;
      start = i + 1;
    }
  }
  return start === 0 ? string : out + StringPrototypeSlice(string, start);
}

/** Two hexadecimal digits for each code below 128, made when it is first used: a start would restore each of them. */
let escapes;
function makeEscapes() {
  const digits = '0123456789ABCDEF';
  escapes = [];
  for (let code = 0; code < 128; code++) escapes[code] = `%${digits[code >> 4]}${digits[code & 15]}`;
}

/** A form's encoding of ASCII text; undefined for other text. */
function encodeFormAscii(string) {
  let out = '';
  let start = 0;
  for (let i = 0; i < string.length; i++) {
    const code = StringPrototypeCharCodeAt(string, i);
    if (code > 127) return undefined;
    if (plainInForm[code] === 1) continue;
    if (escapes === undefined) makeEscapes();
    out += StringPrototypeSlice(string, start, i) + (code === 32 ? '+' : escapes[code]);
    start = i + 1;
  }
  return start === 0 ? string : out + StringPrototypeSlice(string, start);
}

module.exports = { decodeAscii, encodeFormAscii, isPlain, plain };
