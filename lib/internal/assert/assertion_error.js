// SPDX-License-Identifier: MIT
'use strict';

// AssertionError: the message says how the values differ.

const {
  ArrayPrototypeJoin,
  ArrayPrototypePop,
  Error,
  ErrorCaptureStackTrace,
  ObjectAssign,
  ObjectDefineProperty,
  ObjectGetPrototypeOf,
  ObjectPrototypeHasOwnProperty,
  String,
  StringPrototypeRepeat,
  StringPrototypeSlice,
  StringPrototypeSplit,
} = primordials;

const { isErrorStackTraceLimitWritable, kIsNodeError } = require('internal/errors');
const colors = require('internal/util/colors');
const { myersDiff } = require('internal/util/diff');
const { inspect } = require('internal/util/inspect');
const { validateObject, validateOneOf } = require('internal/validators');

const headers = {
  __proto__: null,
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

const SHORT = 12; // characters of two values that are shown as "a !== b"
const CONTEXT = 5; // equal lines that are kept after a difference
const LONG = 512; // characters that are left out of longer texts in inspect()

/** Errors are compared by what they carry, not by where they come from. */
function copyError(source) {
  const target = ObjectAssign({ __proto__: ObjectGetPrototypeOf(source) }, source);
  ObjectDefineProperty(target, 'message', { __proto__: null, value: source.message });
  if (ObjectPrototypeHasOwnProperty(source, 'cause')) {
    const { cause } = source;
    ObjectDefineProperty(target, 'cause', { __proto__: null, value: cause instanceof Error ? copyError(cause) : cause });
  }
  return target;
}

function show(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

function isObject(value) {
  return value !== null && (typeof value === 'object' || typeof value === 'function');
}

/** One line each. */
function simpleDiff(actual, shownActual, expected, shownExpected) {
  let length = shownActual.length + shownExpected.length;
  if (typeof actual === 'string') length -= 2;
  if (typeof expected === 'string') length -= 2;
  if (length <= SHORT && (actual !== 0 || expected !== 0)) {
    return { message: `${shownActual} !== ${shownExpected}`, header: '' };
  }
  let pointer = '';
  const width = process.stderr.isTTY ? process.stderr.columns : 80;
  if (shownActual.length + shownExpected.length <= width) {
    let i = 0;
    while (i < shownActual.length && shownActual[i] === shownExpected[i]) i++;
    if (i > 2 && i < shownActual.length) pointer = `\n${StringPrototypeRepeat(' ', i + 2)}^`;
  }
  return {
    message: `${colors.green}+${colors.white} ${shownActual}\n${colors.red}-${colors.white} ${shownExpected}${pointer}`,
    header: undefined,
  };
}

/** The lines of both, as in a patch; long equal runs are cut. */
function lineDiff(actualLines, expectedLines, operator) {
  const edits = myersDiff(actualLines, expectedLines, true);
  const lines = [];
  let skipped = false;
  let equalRun = [];
  const endRun = () => {
    const { length } = equalRun;
    if (length > CONTEXT) {
      if (length === CONTEXT + 1) lines.push(equalRun[CONTEXT]);
      else if (length === CONTEXT + 2) lines.push(equalRun[CONTEXT], equalRun[CONTEXT + 1]);
      else {
        lines.push(`${colors.blue}...${colors.white}`, equalRun[length - 1]);
        skipped = true;
      }
    }
    equalRun = [];
  };
  for (let i = edits.length - 1; i >= 0; i--) {
    const [kind, text] = edits[i];
    if (kind === 0) {
      const line = `${colors.white}  ${text}`;
      equalRun.push(line);
      if (equalRun.length <= CONTEXT) lines.push(line);
      continue;
    }
    endRun();
    if (kind === 1) {
      const color = operator === 'partialDeepStrictEqual' ? colors.gray : colors.green;
      lines.push(`${color}+${colors.white} ${text}`);
    } else {
      lines.push(`${colors.red}-${colors.white} ${text}`);
    }
  }
  return { message: ArrayPrototypeJoin(lines, '\n'), skipped };
}

function createDiff(actual, expected, operator, customMessage, diffType) {
  if (operator === 'strictEqual' && isObject(actual) && isObject(expected) && typeof actual === typeof expected) operator = 'strictEqualObject';
  const shownActual = show(actual);
  const shownExpected = show(expected);
  const actualLines = StringPrototypeSplit(shownActual, '\n');
  const expectedLines = StringPrototypeSplit(shownExpected, '\n');
  let header = '+ actual - expected';
  let skipped = false;
  let message;
  const isOneLine = actualLines.length === 1 && expectedLines.length === 1;
  if (isOneLine && shownActual !== shownExpected &&
      (typeof actual !== 'object' || actual === null || typeof expected !== 'object' || expected === null)) {
    const simple = simpleDiff(actual, shownActual, expected, shownExpected);
    message = simple.message;
    if (simple.header !== undefined) header = simple.header;
  } else if (shownActual === shownExpected && typeof actual === 'object' && actual !== null) {
    operator = 'notIdentical';
    header = '';
    if (actualLines.length > 50 && diffType !== 'full') {
      message = `${ArrayPrototypeJoin(actualLines.slice(0, 50), '\n')}\n...}`;
      skipped = true;
    } else {
      message = shownActual;
    }
  } else if (isOneLine && shownActual === shownExpected) {
    message = `${colors.green}+${colors.white} ${shownActual}\n${colors.red}-${colors.white} ${shownExpected}`;
  } else {
    const diff = lineDiff(actualLines, expectedLines, operator);
    message = diff.message;
    skipped = diff.skipped;
  }
  if (header !== '') {
    header = `${colors.green}+ actual${colors.white} ${colors.red}- expected${colors.white}`;
  }
  const first = customMessage !== undefined ? customMessage : headers[operator];
  const note = skipped ? '... Skipped lines' : '';
  return headerLines(first, operator, header, note) + `${message}\n`;
}

function headerLines(first, operator, header, note) {
  if (operator === 'notIdentical') return `${first}\n\n${note && `${note}\n`}`;
  return `${first}\n${header && `${header}\n`}${note && `${note}\n`}\n`;
}

/** "Expected … not to be …": only one value to show. */
function unwantedEqual(actual, operator, diffType) {
  let base = headers[operator];
  const lines = StringPrototypeSplit(show(actual), '\n');
  if (operator === 'notStrictEqual' && isObject(actual)) base = headers.notStrictEqualObject;
  if (lines.length > 50 && diffType !== 'full') {
    lines[46] = `${colors.blue}...${colors.white}`;
    while (lines.length > 47) ArrayPrototypePop(lines);
  }
  if (lines.length === 1) return `${base}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  return `${base}\n\n${ArrayPrototypeJoin(lines, '\n')}\n`;
}

function looseMessage(actual, expected, operator, diffType) {
  let left = show(actual);
  let right = show(expected);
  const known = headers[operator];
  if (operator === 'notDeepEqual' && left === right) {
    left = `${known}\n\n${left}`;
    return left.length > 1024 && diffType !== 'full' ? `${StringPrototypeSlice(left, 0, 1021)}...` : left;
  }
  if (left.length > LONG && diffType !== 'full') left = `${StringPrototypeSlice(left, 0, 509)}...`;
  if (right.length > LONG && diffType !== 'full') right = `${StringPrototypeSlice(right, 0, 509)}...`;
  if (operator === 'deepEqual') return `${known}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  if (operator === 'notDeepEqual') {
    return `${headers.notDeepEqualUnequal}\n\n${left}\n\nshould not loosely deep-equal\n\n${right}`;
  }
  return `${left} ${operator} ${right}`;
}

function messageOf({ message, actual, expected, operator }, diffType) {
  if (actual instanceof Error && expected instanceof Error) {
    actual = copyError(actual);
    expected = copyError(expected);
  }
  switch (operator) {
    case 'deepStrictEqual':
    case 'strictEqual':
    case 'partialDeepStrictEqual':
      return createDiff(actual, expected, operator, message ? `${message}` : undefined, diffType);
    case 'notDeepStrictEqual':
    case 'notStrictEqual':
      return message != null ? String(message) : unwantedEqual(actual, operator, diffType);
    default:
      return message != null ? String(message) : looseMessage(actual, expected, operator, diffType);
  }
}

class AssertionError extends Error {
  /**
   * @param {{message?: string, actual?: any, expected?: any, operator?: string, stackStartFn?: Function,
   *   diff?: 'simple'|'full'}} options
   */
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, stackStartFn, stackStartFunction, actual, expected, diff = 'simple' } = options;
    validateOneOf(diff, 'options.diff', ['simple', 'full']);
    const limit = Error.stackTraceLimit;
    const canLimit = isErrorStackTraceLimitWritable();
    if (canLimit) Error.stackTraceLimit = 0;
    if (process.stderr.isTTY || process.env.FORCE_COLOR !== undefined) colors.refresh();
    super(messageOf(options, diff));
    if (canLimit) Error.stackTraceLimit = limit;
    this.generatedMessage = !message;
    ObjectDefineProperty(this, 'name', {
      __proto__: null, value: 'AssertionError', enumerable: false, writable: true, configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    if (options.details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      for (let i = 0; i < options.details.length; i++) {
        this[`message ${i}`] = options.details[i].message;
        this[`actual ${i}`] = options.details[i].actual;
        this[`expected ${i}`] = options.details[i].expected;
        this[`operator ${i}`] = options.details[i].operator;
        this[`stack trace ${i}`] = options.details[i].stack;
      }
    } else {
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    ErrorCaptureStackTrace(this, stackStartFn || stackStartFunction);
    this.diff = diff;
  }

  get [kIsNodeError]() { return true; }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [inspect.custom](recurseTimes, ctx) {
    // Long values are in the message already.
    const { actual, expected } = this;
    if (typeof this.actual === 'string') this.actual = shorten(this.actual);
    if (typeof this.expected === 'string') this.expected = shorten(this.expected);
    const text = inspect(this, { ...ctx, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return text;
  }
}

function shorten(text) {
  const lines = StringPrototypeSplit(text, '\n');
  if (lines.length > 10) {
    lines.length = 10;
    return `${ArrayPrototypeJoin(lines, '\n')}\n...`;
  }
  return text.length > LONG ? `${StringPrototypeSlice(text, 0, -LONG)}...` : text;
}

module.exports = AssertionError;
