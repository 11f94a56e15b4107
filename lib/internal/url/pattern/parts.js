// SPDX-License-Identifier: MIT
// A pattern string as a list of parts (https://urlpattern.spec.whatwg.org/#parts).
'use strict';

const { ArrayPrototypePush, TypeError } = primordials;

const { OPEN, CLOSE, REGEXP, NAME, CHAR, ESCAPED_CHAR, OTHER_MODIFIER, ASTERISK, END, tokenize } =
  require('internal/url/pattern/tokens');

// Types of a part.
const FIXED_TEXT = 0;
const REGEXP_PART = 1;
const SEGMENT_WILDCARD = 2;
const FULL_WILDCARD = 3;

/**
 * What differs between the components of a URL.
 * @typedef {{delimiter: string, prefix: string, segment: string}} Separators
 */
const separators = { __proto__: null, delimiter: '', prefix: '', segment: '[^]+?' };
const hostnameSeparators = { __proto__: null, delimiter: '.', prefix: '', segment: '[^\\.]+?' };
const pathnameSeparators = { __proto__: null, delimiter: '/', prefix: '/', segment: '[^\\/]+?' };

const textPart = (value, modifier) => ({ type: FIXED_TEXT, value, modifier, name: '', prefix: '', suffix: '' });

class PartParser {
  constructor(input, { prefix, segment }, encode) {
    this.input = input;
    this.tokens = tokenize(input, true);
    this.at = 0;
    this.prefix = prefix;
    this.segment = segment;
    this.encode = encode;
    this.parts = [];
    // Text that belongs to no part yet.
    this.pending = '';
    this.nextNumber = 0;
  }

  take(type) {
    const token = this.tokens[this.at];
    if (token.type !== type) return null;
    this.at++;
    return token;
  }

  takeModifier() {
    return (this.take(OTHER_MODIFIER) ?? this.take(ASTERISK))?.value ?? '';
  }

  takeMatcher(name) {
    return this.take(REGEXP) ?? (name === null ? this.take(ASTERISK) : null);
  }

  takeText() {
    let text = '';
    for (;;) {
      const token = this.take(CHAR) ?? this.take(ESCAPED_CHAR);
      if (token === null) return text;
      text += token.value;
    }
  }

  expect(type) {
    if (this.take(type) === null) {
      const { value, index } = this.tokens[this.at];
      throw new TypeError(`Unexpected ${value === '' ? 'end' : `'${value}'`} at ${index} of '${this.input}'`);
    }
  }

  flush() {
    if (this.pending === '') return;
    const text = this.pending;
    this.pending = '';
    this.addText(text, '');
  }

  addText(text, modifier) {
    ArrayPrototypePush(this.parts, textPart(this.encode(text), modifier));
  }

  add(prefix, nameToken, matcher, suffix, modifier) {
    if (nameToken === null && matcher === null && modifier === '') {
      this.pending += prefix;
      return;
    }
    this.flush();
    if (nameToken === null && matcher === null) {
      if (prefix !== '') this.addText(prefix, modifier);
      return;
    }
    let type = REGEXP_PART;
    let value = matcher === null ? this.segment : matcher.type === ASTERISK ? '.*' : matcher.value;
    if (value === this.segment) type = SEGMENT_WILDCARD;
    else if (value === '.*') type = FULL_WILDCARD;
    if (type !== REGEXP_PART) value = '';
    const name = nameToken !== null ? nameToken.value : `${this.nextNumber++}`;
    for (let i = 0; i < this.parts.length; i++) {
      if (this.parts[i].name === name) throw new TypeError(`Two groups are named '${name}' in '${this.input}'`);
    }
    prefix = this.encode(prefix);
    suffix = this.encode(suffix);
    ArrayPrototypePush(this.parts, { type, value, modifier, name, prefix, suffix });
  }

  parse() {
    while (this.at < this.tokens.length) {
      const char = this.take(CHAR);
      const name = this.take(NAME);
      const matcher = this.takeMatcher(name);
      if (name !== null || matcher !== null) {
        let prefix = char === null ? '' : char.value;
        if (prefix !== this.prefix) {
          this.pending += prefix;
          prefix = '';
        }
        this.flush();
        this.add(prefix, name, matcher, '', this.takeModifier());
        continue;
      }
      const fixed = char ?? this.take(ESCAPED_CHAR);
      if (fixed !== null) {
        this.pending += fixed.value;
        continue;
      }
      if (this.take(OPEN) !== null) {
        const prefix = this.takeText();
        const inner = this.take(NAME);
        const innerMatcher = this.takeMatcher(inner);
        const suffix = this.takeText();
        this.expect(CLOSE);
        this.add(prefix, inner, innerMatcher, suffix, this.takeModifier());
        continue;
      }
      this.flush();
      this.expect(END);
    }
    return this.parts;
  }
}

/**
 * @param {string} input the pattern string
 * @param {Separators} separators
 * @param {(text: string) => string} encode makes fixed text what the URL parser would make of it
 * @returns {{type: number, value: string, modifier: ''|'?'|'*'|'+', name: string, prefix: string, suffix: string}[]}
 */
function parseParts(input, separators, encode) {
  return new PartParser(input, separators, encode).parse();
}

module.exports = {
  FIXED_TEXT, REGEXP_PART, SEGMENT_WILDCARD, FULL_WILDCARD,
  separators, hostnameSeparators, pathnameSeparators,
  parseParts, textPart,
};
