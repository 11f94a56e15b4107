// SPDX-License-Identifier: MIT
// The tokens of a pattern string (https://urlpattern.spec.whatwg.org/#tokenizing). Positions are in UTF-16 units.
'use strict';

const {
  ArrayPrototypePush,
  RegExpPrototypeExec,
  StringFromCodePoint,
  StringPrototypeCharCodeAt,
  StringPrototypeCodePointAt,
  StringPrototypeSlice,
  TypeError,
  Uint8Array,
} = primordials;

// Types of a token.
const OPEN = 0;
const CLOSE = 1;
const REGEXP = 2;
const NAME = 3;
const CHAR = 4;
const ESCAPED_CHAR = 5;
const OTHER_MODIFIER = 6;
const ASTERISK = 7;
const END = 8;
const INVALID_CHAR = 9;

const startRegExp = /^[\p{ID_Start}$_]$/u;
const partRegExp = /^[\p{ID_Continue}$\u200c\u200d]$/u;

/** Whether `point` may stand in the name of a group; digits and a few more may not be `first`. */
function isNamePoint(point, first) {
  if (point < 128) {
    return ((point | 32) >= 97 && (point | 32) <= 122) || point === 36 || point === 95 ||
      (!first && point >= 48 && point <= 57);
  }
  return RegExpPrototypeExec(first ? startRegExp : partRegExp, StringFromCodePoint(point)) !== null;
}

/** Where the name that begins at `at` ends. */
function nameEnd(input, at) {
  const start = at;
  while (at < input.length) {
    const point = StringPrototypeCodePointAt(input, at);
    if (!isNamePoint(point, at === start)) break;
    at += point > 0xffff ? 2 : 1;
  }
  return at;
}

/** Where the regular expression that begins at `at` ends, past its ")"; -1: it is none. */
function regexpEnd(input, at) {
  const start = at;
  const last = input.length - 1;
  let depth = 1;
  for (; at <= last; at++) {
    const unit = StringPrototypeCharCodeAt(input, at);
    if (unit > 127 || (at === start && unit === 63)) return -1;
    if (unit === 92) { // "\"
      if (at === last || StringPrototypeCharCodeAt(input, ++at) > 127) return -1;
    } else if (unit === 41) { // ")"
      if (--depth === 0) return at === start ? -1 : at + 1;
    } else if (unit === 40) { // "(": only a group that captures nothing
      depth++;
      if (at === last || StringPrototypeCharCodeAt(input, at + 1) !== 63) return -1;
    }
  }
  return -1;
}

// What a character can be the beginning of. All else is text.
const DELIMITER = 1; // of a component of a URL
const SYNTAX = 2;
const classes = new Uint8Array(128);
for (let i = 0; i < '/@#[]'.length; i++) classes[StringPrototypeCharCodeAt('/@#[]', i)] = DELIMITER;
for (let i = 0; i < '*+?\\{}:('.length; i++) classes[StringPrototypeCharCodeAt('*+?\\{}:(', i)] = SYNTAX;

/** Where the text that begins at `at`, and has nothing of a class of at least `level` after that, ends. */
function textEnd(input, at, level) {
  for (at++; at < input.length; at++) {
    const unit = StringPrototypeCharCodeAt(input, at);
    if (unit < 128 && classes[unit] >= level) break;
  }
  return at;
}

/**
 * Text is not cut into characters: a CHAR that comes before a group is a single one, and so is a delimiter of a
 * URL's components if `strict` is not set.
 * @param {string} input
 * @param {boolean} strict whether what is no token throws; otherwise it is an INVALID_CHAR
 * @returns {{type: number, index: number, value: string}[]} the last one is END
 */
function tokenize(input, strict) {
  const tokens = [];
  let at = 0;
  const add = (type, next, from, to) => {
    if (type === INVALID_CHAR && strict) throw new TypeError(`Unexpected '${input[at]}' at ${at} of '${input}'`);
    const value = to === from + 1 ? input[from] : StringPrototypeSlice(input, from, to);
    ArrayPrototypePush(tokens, { type, index: at, value });
    at = next;
  };
  while (at < input.length) {
    const point = StringPrototypeCodePointAt(input, at);
    const next = at + (point > 0xffff ? 2 : 1);
    switch (point) {
      case 42: add(ASTERISK, next, at, next); break;
      case 43:
      case 63: add(OTHER_MODIFIER, next, at, next); break;
      case 123: add(OPEN, next, at, next); break;
      case 125: add(CLOSE, next, at, next); break;
      case 92: {
        if (next === input.length) {
          add(INVALID_CHAR, next, at, next);
          break;
        }
        const end = next + (StringPrototypeCodePointAt(input, next) > 0xffff ? 2 : 1);
        add(ESCAPED_CHAR, end, next, end);
        break;
      }
      case 58: {
        const end = nameEnd(input, next);
        if (end === next) add(INVALID_CHAR, next, at, next);
        else add(NAME, end, next, end);
        break;
      }
      case 40: {
        const end = regexpEnd(input, next);
        if (end === -1) add(INVALID_CHAR, next, at, next);
        else add(REGEXP, end, next, end - 1);
        break;
      }
      default: {
        if (!strict && point < 128 && classes[point] === DELIMITER) {
          add(CHAR, next, at, next);
          break;
        }
        const end = textEnd(input, at, strict ? SYNTAX : DELIMITER);
        // The last one may be the prefix of a group.
        const last = StringPrototypeCharCodeAt(input, end - 1);
        const cut = last >= 0xdc00 && last <= 0xdfff ? end - 2 : end - 1;
        if (strict && cut > at) add(CHAR, cut, at, cut);
        else add(CHAR, end, at, end);
      }
    }
  }
  add(END, at, at, at);
  return tokens;
}

module.exports = {
  OPEN, CLOSE, REGEXP, NAME, CHAR, ESCAPED_CHAR, OTHER_MODIFIER, ASTERISK, END, INVALID_CHAR,
  isNamePoint,
  tokenize,
};
