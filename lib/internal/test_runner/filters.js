// SPDX-License-Identifier: MIT
// Which tests of a process run: --test-name-pattern, --test-skip-pattern, --test-only, --experimental-test-tag-filter.
'use strict';

const { getOptionValue } = require('internal/options');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateArray, validateString } = require('internal/validators');

/** A pattern of the command line: /text/flags, or text. */
function toRegExp(pattern, name) {
  if (typeof pattern !== 'string') return pattern;
  const match = /^\/(.*)\/([a-z]*)$/s.exec(pattern);
  try {
    return match === null ? new RegExp(pattern) : new RegExp(match[1], match[2]);
  } catch (error) {
    throw new ERR_INVALID_ARG_VALUE(name, pattern, `is an invalid regular expression. ${error.message}`);
  }
}

/** Tags in the form in which they are compared: lower case, each once. */
function checkTags(tags, name) {
  validateArray(tags, name);
  tags.forEach((tag, i) => {
    validateString(tag, `${name}[${i}]`);
    if (tag === '') throw new ERR_INVALID_ARG_VALUE(`${name}[${i}]`, tag, 'must not be empty');
  });
  if (tags.length > 0) warn();
  return [...new Set(tags.map((tag) => tag.toLowerCase()))];
}

let warned = false;
function warn() {
  if (!warned) require('internal/util').emitExperimentalWarning('Test tags');
  warned = true;
}

/** The tags of a test: what is around it has them too. */
function tagsOf(own, parent) {
  if (own === undefined) return parent?.tags ?? Object.freeze([]);
  const tags = checkTags(own, 'options.tags');
  return Object.freeze([...new Set([...parent?.tags ?? [], ...tags])]);
}

class Filters {
  #names;
  #skips;
  #tags;

  /**
   * @param {object} options
   * @param {Array<string|RegExp>} [options.names] one of them has to match the test or what is around it
   * @param {Array<string|RegExp>} [options.skips] none of them may
   * @param {string[]} [options.tags] all of which a test has to have
   * @param {boolean} [options.only] tests marked `only`, from the start
   * @param {boolean} [options.heedsOnly] tests marked `only` leave out those beside them
   */
  constructor({ names, skips, tags, only = false, heedsOnly = only }) {
    this.#names = (names ?? []).map((text) => toRegExp(text, '--test-name-pattern'));
    this.#skips = (skips ?? []).map((text) => toRegExp(text, '--test-skip-pattern'));
    this.#tags = (tags ?? []).map((tag) => tag.toLowerCase());
    if (this.#tags.length > 0) warn();
    this.only = only;
    this.heedsOnly = heedsOnly;
  }

  #matches(test, patterns) {
    for (let t = test; t.parent !== null; t = t.parent) {
      if (patterns.some((pattern) => t.name.search(pattern) !== -1)) return true;
    }
    const whole = test.fullName.replaceAll(' > ', ' ');
    return patterns.some((pattern) => whole.search(pattern) !== -1);
  }

  #leavesOut(test) {
    if (this.#names.length > 0 && !this.#matches(test, this.#names)) return true;
    if (this.#skips.length > 0 && this.#matches(test, this.#skips)) return true;
    return !this.#tags.every((tag) => test.tags.includes(tag));
  }

  /** Takes note of a test that has just been made: what is around one that is wanted is wanted too. */
  add(test) {
    test.leftOut = this.#leavesOut(test);
    if (!test.leftOut) {
      for (let t = test.parent; t !== null && t.leftOut; t = t.parent) t.leftOut = false;
    }
    if (!this.heedsOnly || !test.only) return;
    test.parent.runOnlySubtests = true;
    if (test.parent.startTime !== null && test.parent !== test.root) return;
    for (let t = test.parent; t !== null; t = t.parent) {
      t.only = true;
      if (t.parent !== null) t.parent.runOnlySubtests = true;
    }
  }

  /** Whether a test that is about to wait for its turn has none. */
  rejects(test) {
    if (test.error !== null) return false; // an error is told
    if (test.leftOut) return true;
    return this.heedsOnly && !test.only && (test.parent.runOnlySubtests === true || test.only === false);
  }
}

/** The filters of the command line, for the tests of this process. */
function filtersFromCommandLine() {
  const only = getOptionValue('--test-only') === true;
  // Without a runner around it, a program chooses among its own tests.
  const alone = process.env.NODE_TEST_CONTEXT === undefined || getOptionValue('--test-isolation') === 'none';
  return new Filters({
    names: getOptionValue('--test-name-pattern'), skips: getOptionValue('--test-skip-pattern'),
    tags: getOptionValue('--experimental-test-tag-filter'), only, heedsOnly: only || alone,
  });
}

module.exports = { checkTags, Filters, filtersFromCommandLine, tagsOf, toRegExp };
