// SPDX-License-Identifier: MIT
// From a list of parts back to a pattern string, and to a regular expression.
'use strict';

const {
  RegExpPrototypeSymbolReplace,
  StringPrototypeCharCodeAt,
  StringPrototypeCodePointAt,
  StringPrototypeEndsWith,
  hardenRegExp,
} = primordials;

const { FIXED_TEXT, REGEXP_PART, SEGMENT_WILDCARD, FULL_WILDCARD } = require('internal/url/pattern/parts');
const { isNamePoint } = require('internal/url/pattern/tokens');

const inRegExp = hardenRegExp(/[.+*?^${}()[\]|/\\]/g);
const inPattern = hardenRegExp(/[+*?:{}()\\]/g);

const escapeRegExp = (text) => RegExpPrototypeSymbolReplace(inRegExp, text, '\\$&');

/** `text` as a pattern that matches it. */
const escapePattern = (text) => RegExpPrototypeSymbolReplace(inPattern, text, '\\$&');

/**
 * The source of the regular expression. Its groups are the parts with a name, in their order.
 * @param {object[]} parts
 * @param {import('internal/url/pattern/parts').Separators} separators
 */
function regexpSource(parts, { segment }) {
  let source = '^';
  for (let i = 0; i < parts.length; i++) {
    const { type, value, modifier } = parts[i];
    if (type === FIXED_TEXT) {
      source += modifier === '' ? escapeRegExp(value) : `(?:${escapeRegExp(value)})${modifier}`;
      continue;
    }
    const inner = type === SEGMENT_WILDCARD ? segment : type === FULL_WILDCARD ? '.*' : value;
    const once = modifier === '' || modifier === '?';
    if (parts[i].prefix === '' && parts[i].suffix === '') {
      source += once ? `(${inner})${modifier}` : `((?:${inner})${modifier})`;
      continue;
    }
    const prefix = escapeRegExp(parts[i].prefix);
    const suffix = escapeRegExp(parts[i].suffix);
    if (once) {
      source += `(?:${prefix}(${inner})${suffix})${modifier}`;
    } else {
      // Prefix and suffix stand between the repetitions, and belong to the group there.
      source += `(?:${prefix}((?:${inner})(?:${suffix}${prefix}(?:${inner}))*)${suffix})${modifier === '*' ? '?' : ''}`;
    }
  }
  return `${source}$`;
}

const isDigit = (text) => {
  const unit = StringPrototypeCharCodeAt(text, 0);
  return unit >= 48 && unit <= 57;
};

const beginsLikeName = (text) => text !== '' && isNamePoint(StringPrototypeCodePointAt(text, 0), false);

function needsGrouping(part, previous, next, prefix) {
  if (part.suffix !== '' || (part.prefix !== '' && part.prefix !== prefix)) return true;
  if (part.type === SEGMENT_WILDCARD && !isDigit(part.name) && part.modifier === '' && next !== undefined &&
      next.prefix === '' && next.suffix === '') {
    if (next.type === FIXED_TEXT ? beginsLikeName(next.value) : isDigit(next.name)) return true;
  }
  return part.prefix === '' && previous !== undefined && previous.type === FIXED_TEXT && prefix !== '' &&
    StringPrototypeEndsWith(previous.value, prefix);
}

/** What stands for the group itself, without its name. */
function matcherText(part, previous, grouped, segment) {
  const custom = !isDigit(part.name);
  if (part.type === REGEXP_PART) return `(${part.value})`;
  if (part.type === SEGMENT_WILDCARD) return custom ? '' : `(${segment})`;
  const short = !custom && (previous === undefined || previous.type === FIXED_TEXT || previous.modifier !== '' ||
    grouped || part.prefix !== '');
  return short ? '*' : '(.*)';
}

/**
 * The pattern string in its usual form: what the properties of a URLPattern show.
 * @param {object[]} parts
 * @param {import('internal/url/pattern/parts').Separators} separators
 */
function patternString(parts, { prefix, segment }) {
  let result = '';
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part.type === FIXED_TEXT) {
      const text = escapePattern(part.value);
      result += part.modifier === '' ? text : `{${text}}${part.modifier}`;
      continue;
    }
    const previous = i === 0 ? undefined : parts[i - 1];
    const grouped = needsGrouping(part, previous, i + 1 < parts.length ? parts[i + 1] : undefined, prefix);
    const custom = !isDigit(part.name);
    let text = escapePattern(part.prefix);
    if (custom) text += `:${part.name}`;
    text += matcherText(part, previous, grouped, segment);
    if (part.type === SEGMENT_WILDCARD && custom && part.suffix !== '' && beginsLikeName(part.suffix)) text += '\\';
    text += escapePattern(part.suffix);
    result += `${grouped ? `{${text}}` : text}${part.modifier}`;
  }
  return result;
}

module.exports = { escapePattern, patternString, regexpSource };
