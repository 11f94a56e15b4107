// SPDX-License-Identifier: MIT
'use strict';

// Text for inspect(): quoting and escaping, width on a terminal, removal of control sequences.

const {
  NumberPrototypeToString,
  RegExp,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringFromCodePoint,
  StringPrototypeCharCodeAt,
  StringPrototypeCodePointAt,
  StringPrototypeIncludes,
  StringPrototypePadStart,
  StringPrototypeToUpperCase,
  hardenRegExp,
} = primordials;

const { validateString } = require('internal/validators');

// Control characters, backslash and lone surrogates; the quote is added per kind of quote.
const escapeTest = /[\x00-\x1f\x27\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/; // eslint-disable-line no-control-regex
const escapeSingle = hardenRegExp(new RegExp(escapeTest.source, 'g'));
const escapeOther = hardenRegExp(new RegExp(escapeTest.source.replace('\\x27', ''), 'g'));
const escapeOtherTest = hardenRegExp(new RegExp(escapeTest.source.replace('\\x27', '')));

const short = { '__proto__': null, '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\', "'": "\\'" };

function escapeCharacter(character) {
  const known = short[character];
  if (known !== undefined) return known;
  const code = StringPrototypeCharCodeAt(character, 0);
  const hex = NumberPrototypeToString(code, 16);
  return code < 0x100 ? `\\x${StringPrototypePadStart(StringPrototypeToUpperCase(hex), 2, '0')}` : `\\u${hex}`;
}

/** Whether a text is so short and plain that a loop knows it needs no escapes. */
function isShortAndPlain(text) {
  if (text.length > 40) return false;
  for (let i = 0; i < text.length; i++) {
    const code = StringPrototypeCharCodeAt(text, i);
    if (code < 0x20 || code > 0x7e || code === 0x27 || code === 0x5c) return false;
  }
  return true;
}

/** `text` as a string literal in the quotes that need the fewest escapes. */
function quote(text) {
  if (isShortAndPlain(text) || RegExpPrototypeExec(escapeTest, text) === null) return `'${text}'`;
  let mark = "'";
  if (StringPrototypeIncludes(text, "'")) {
    if (!StringPrototypeIncludes(text, '"')) mark = '"';
    else if (!StringPrototypeIncludes(text, '`') && !StringPrototypeIncludes(text, '${')) mark = '`';
  }
  if (mark === "'") return `'${RegExpPrototypeSymbolReplace(escapeSingle, text, escapeCharacter)}'`;
  return `${mark}${escape(text)}${mark}`;
}

/** Escapes control characters, without quotes. */
function escape(text) {
  if (RegExpPrototypeExec(escapeOtherTest, text) === null) return text;
  return RegExpPrototypeSymbolReplace(escapeOther, text, escapeCharacter);
}

/** The text of a symbol as a key: single quotes are escaped, too, although it stands in none. */
function escapeKey(text) {
  return RegExpPrototypeSymbolReplace(escapeSingle, text, escapeCharacter);
}

// CSI and OSC sequences, with their parameters.
const controlSequences = hardenRegExp(new RegExp(
  '[\\u001B\\u009B][[\\]()#;?]*' +
  '(?:(?:(?:(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]+)*' +
  '|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]*)*)?' +
  '(?:\\u0007|\\u001B\\u005C|\\u009C))' +
  '|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?' +
  '[\\dA-PR-TZcf-ntqry=><~]))', 'g'));

/** @param {string} str @returns {string} without escape sequences of terminals */
function stripVTControlCharacters(str) {
  validateString(str, 'str');
  if (!StringPrototypeIncludes(str, '\u001B') && !StringPrototypeIncludes(str, '\u009B')) return str;
  return RegExpPrototypeSymbolReplace(controlSequences, str, '');
}

const plainAscii = /^[\x20-\x7e]*$/;

/** Columns that `text` takes on a terminal. */
function getStringWidth(text, removeControls = true) {
  if (RegExpPrototypeExec(plainAscii, text) !== null) return text.length;
  if (removeControls) text = stripVTControlCharacters(text);
  let width = 0;
  for (let i = 0; i < text.length; i++) {
    const code = StringPrototypeCodePointAt(text, i);
    if (code > 0xffff) i++;
    if (isFullWidth(code)) width += 2;
    else if (!isZeroWidthCodePoint(code)) width++;
  }
  return width;
}

// Pairs of first and last code point of what Unicode calls wide.
const wide = [
  0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3, 0x25fd, 0x25fe,
  0x2614, 0x2615, 0x2630, 0x2637, 0x2648, 0x2653, 0x267f, 0x267f, 0x268a, 0x268f, 0x2693, 0x2693, 0x26a1, 0x26a1,
  0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3,
  0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c,
  0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c,
  0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x2e99, 0x2e9b, 0x2ef3, 0x2f00, 0x2fd5, 0x2ff0, 0x303e, 0x3041, 0x3096,
  0x3099, 0x30ff, 0x3105, 0x312f, 0x3131, 0x318e, 0x3190, 0x31e5, 0x31ef, 0x321e, 0x3220, 0x3247, 0x3250, 0xa48c,
  0xa490, 0xa4c6, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe52, 0xfe54, 0xfe66,
  0xfe68, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x16fe4, 0x16ff0, 0x16ff1, 0x17000, 0x187f7, 0x18800,
  0x18cd5, 0x18cff, 0x18d08, 0x1aff0, 0x1aff3, 0x1aff5, 0x1affb, 0x1affd, 0x1affe, 0x1b000, 0x1b122, 0x1b132, 0x1b132,
  0x1b150, 0x1b152, 0x1b155, 0x1b155, 0x1b164, 0x1b167, 0x1b170, 0x1b2fb, 0x1d15e, 0x1d164, 0x1d1bb, 0x1d1c0, 0x1d300,
  0x1d356, 0x1d360, 0x1d376, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f1e6, 0x1f202,
  0x1f210, 0x1f23b, 0x1f240, 0x1f248, 0x1f250, 0x1f251, 0x1f260, 0x1f265, 0x1f300, 0x1f320, 0x1f32d, 0x1f335, 0x1f337,
  0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8, 0x1f43e,
  0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b, 0x1f54e, 0x1f550, 0x1f567, 0x1f57a, 0x1f57a, 0x1f595,
  0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb, 0x1f64f, 0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6d7,
  0x1f6dc, 0x1f6df, 0x1f6eb, 0x1f6ec, 0x1f6f4, 0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f7f0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c,
  0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1fa7c, 0x1fa80, 0x1fa89, 0x1fa8f, 0x1fac6, 0x1face, 0x1fadc, 0x1fadf, 0x1fae9,
  0x1faf0, 0x1faf8, 0x20000, 0x2fffd, 0x30000, 0x3fffd,
];

function isFullWidth(code) {
  if (code < 0x1100) return false;
  for (let i = 0; i < wide.length; i += 2) {
    if (code < wide[i]) return false;
    if (code <= wide[i + 1]) return true;
  }
  return false;
}

let zeroWidth;

/** Control and format characters, combining and enclosing marks. */
function isZeroWidthCodePoint(code) {
  if (code < 0x300) return code <= 0x1f || (code >= 0x7f && code <= 0x9f);
  zeroWidth ??= hardenRegExp(new RegExp('[\\p{Cf}\\p{Me}\\p{Mn}]', 'u'));
  return RegExpPrototypeExec(zeroWidth, StringFromCodePoint(code)) !== null;
}

module.exports = { escapeKey, getStringWidth, isZeroWidthCodePoint, quote, stripVTControlCharacters };
