// SPDX-License-Identifier: MIT
// One component of a pattern, compiled. Most are "*" or plain text, and need no regular expression.
'use strict';

const {
  ArrayPrototypePush,
  ObjectDefineProperty,
  RegExp,
  RegExpPrototypeExec,
} = primordials;

const { FIXED_TEXT, FULL_WILDCARD, REGEXP_PART, parseParts, textPart } = require('internal/url/pattern/parts');
const { patternString, regexpSource } = require('internal/url/pattern/generate');

// How a component matches.
const ANYTHING = 0;
const TEXT = 1;
const EXPRESSION = 2;

/** Makes `groups` own `name`, whatever its name. */
function defineGroup(groups, name, value) {
  if (name !== '__proto__') groups[name] = value;
  else ObjectDefineProperty(groups, name, { __proto__: null, configurable: true, enumerable: true, writable: true, value });
}

class Component {
  #parts;
  #separators;
  #ignoreCase;
  #expression = null;
  #pattern = undefined;

  /**
   * @param {object[]} parts
   * @param {import('internal/url/pattern/parts').Separators} separators
   * @param {boolean} ignoreCase
   */
  constructor(parts, separators, ignoreCase) {
    this.#parts = parts;
    this.#separators = separators;
    this.#ignoreCase = ignoreCase;
    this.names = [];
    this.text = '';
    this.hasRegExpGroups = false;
    this.kind = EXPRESSION;
    for (let i = 0; i < parts.length; i++) {
      if (parts[i].type !== FIXED_TEXT) ArrayPrototypePush(this.names, parts[i].name);
      if (parts[i].type === REGEXP_PART) this.hasRegExpGroups = true;
    }
    // Only what the program wrote can be wrong; other expressions are made when they are needed.
    if (this.hasRegExpGroups) this.#compile();
    if (parts.length === 0) this.kind = TEXT;
    if (parts.length !== 1) return;
    const { type, value, modifier, prefix, suffix } = parts[0];
    if (type === FIXED_TEXT && modifier === '' && !ignoreCase) {
      this.kind = TEXT;
      this.text = value;
    } else if (type === FULL_WILDCARD && modifier === '' && prefix === '' && suffix === '') {
      // No part of a URL has a line break, which is all that "." does not match.
      this.kind = ANYTHING;
    }
  }

  /** The pattern string in its usual form. */
  get pattern() {
    return this.#pattern ??= patternString(this.#parts, this.#separators);
  }

  #compile() {
    const source = regexpSource(this.#parts, this.#separators);
    return this.#expression = new RegExp(source, this.#ignoreCase ? 'vi' : 'v');
  }

  #match(input) {
    return RegExpPrototypeExec(this.#expression ?? this.#compile(), input);
  }

  /** @param {string} input in the form of the URL parser */
  test(input) {
    if (this.kind === ANYTHING) return true;
    if (this.kind === TEXT) return input === this.text;
    return this.#match(input) !== null;
  }

  /** { groups, input }, or null. */
  exec(input) {
    const { names } = this;
    if (this.kind === ANYTHING) {
      if (names[0] === '0') return { groups: { 0: input }, input };
      const groups = {};
      defineGroup(groups, names[0], input);
      return { groups, input };
    }
    if (this.kind === TEXT) return input === this.text ? { groups: {}, input } : null;
    const match = this.#match(input);
    if (match === null) return null;
    const groups = {};
    for (let i = 0; i < names.length; i++) defineGroup(groups, names[i], match[i + 1]);
    return { groups, input };
  }
}

// What is not just text in a pattern string.
const syntaxRegExp = /[*+?:{}()\\]/;

// The two that nearly every pattern has.
let anything;
let nothing;

/**
 * @param {string} input the pattern string
 * @param {(text: string) => string} encode
 * @param {import('internal/url/pattern/parts').Separators} separators
 * @param {boolean} ignoreCase
 */
function compile(input, encode, separators, ignoreCase = false) {
  if (input === '*') return anything ??= new Component(parseParts('*', separators, encode), separators, false);
  if (input === '') return nothing ??= new Component([], separators, false);
  if (RegExpPrototypeExec(syntaxRegExp, input) === null) {
    return new Component([textPart(encode(input), '')], separators, ignoreCase);
  }
  return new Component(parseParts(input, separators, encode), separators, ignoreCase);
}

module.exports = { ANYTHING, compile };
