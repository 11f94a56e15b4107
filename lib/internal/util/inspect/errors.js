// SPDX-License-Identifier: MIT
'use strict';

// How inspect() prints errors: the stack with the right class name, without frames that the cause
// repeats, recursion folded, frames of the runtime and of packages set back in colour.

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypeIndexOf,
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypeSplice,
  Error,
  ErrorPrototypeToString,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  String,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeRepeat,
  StringPrototypeReplace,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
  hardenRegExp,
} = primordials;

const { isNativeError } = require('internal/util/types');

function isError(value) {
  return isNativeError(value) || value instanceof Error;
}

function safely(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function errorToString(error) {
  return safely(() => ErrorPrototypeToString(error)) ?? '[object Error]';
}

/** The text of the error with its frames; `inspectStack` prints a stack that is no string. */
function stackText(error, inspectStack) {
  const stack = safely(() => error.stack);
  if (typeof stack === 'string' && stack !== '') return stack;
  const head = errorToString(error);
  if (!stack || inspectStack === undefined) return head;
  return `${head}\n    ${StringPrototypeReplaceAll(inspectStack(stack), '\n', '\n    ')}`;
}

/** The longest run of lines that `a` has in common with `b`, from its first common line on. */
function identicalSequenceRange(a, b) {
  for (let i = 0; i < a.length - 3; i++) {
    const position = ArrayPrototypeIndexOf(b, a[i]);
    if (position === -1) continue;
    const rest = b.length - position;
    if (rest <= 3) continue;
    let len = 1;
    const max = rest < a.length - i ? rest : a.length - i;
    while (len < max && a[i + len] === b[position + len]) len++;
    if (len > 3) return { len, offset: i };
  }
  return { len: 0, offset: 0 };
}

/** How often lines[start, start + length) repeats right after itself. */
function repetitions(lines, start, length) {
  let times = 0;
  for (let at = start + length; at + length <= lines.length; at += length) {
    for (let i = 0; i < length; i++) if (lines[start + i] !== lines[at + i]) return times;
    times++;
  }
  return times;
}

const MAX_CYCLE = 20;

/** Folds what recursion repeats, in stacks of more than ten frames. */
function foldRepetitions(ctx, lines) {
  if (lines.length <= 10) return;
  for (let i = 0; i < lines.length; i++) {
    for (let length = 1; length <= MAX_CYCLE && i + 2 * length <= lines.length; length++) {
      if (lines[i] !== lines[i + length]) continue;
      const times = repetitions(lines, i, length);
      if (times * length < 3) continue;
      const text = `    ... collapsed ${times * length} duplicate lines matching above ` +
        `${times > 1 || length === 1 ? `${length} lines ${times} times...` : 'lines ...'}`;
      ArrayPrototypeSplice(lines, i + length, times * length, ctx.stylize(text, 'undefined'));
      i += length;
      break;
    }
  }
}

/** Whether the text has no more lines from `at` on than stay as they are. */
function hasFewLines(text, at) {
  let lines = 1;
  while ((at = StringPrototypeIndexOf(text, '\n', at) + 1) !== 0) if (++lines > 10) return false;
  return true;
}

/** @param {Error|undefined} cause if that is an error */
function frameLines(ctx, cause, frames) {
  const lines = StringPrototypeSplit(frames, '\n');
  if (cause !== undefined) {
    const ofCause = stackText(cause);
    const start = StringPrototypeIndexOf(ofCause, '\n    at');
    if (start !== -1) {
      const { len, offset } =
        identicalSequenceRange(lines, StringPrototypeSplit(StringPrototypeSlice(ofCause, start + 1), '\n'));
      if (len > 3) {
        ArrayPrototypeSplice(lines, offset + 1, len - 2,
          ctx.stylize(`    ... ${len - 2} lines matching cause stack trace ...`, 'undefined'));
      }
    }
  }
  foldRepetitions(ctx, lines);
  return lines;
}

const nullPrototypeHead = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/;
const errorOnly = /^([a-z_A-Z0-9-]*Error)$/;

/** Puts the name of the class into the first line, where the stack says only "Error". */
function withClassName(stack, constructor, name, tag, prefixOf) {
  let { length } = name;
  const isPlain = StringPrototypeEndsWith(name, 'Error') && StringPrototypeStartsWith(stack, name) &&
    (stack.length === length || stack[length] === ':' || stack[length] === '\n');
  if (constructor !== null && !isPlain) {
    // The class of DOMException is not in its name.
    if (constructor !== 'DOMException' || !StringPrototypeStartsWith(stack, name)) return stack;
  }
  let fallback = 'Error';
  if (constructor === null) {
    const start = RegExpPrototypeExec(nullPrototypeHead, stack) ?? RegExpPrototypeExec(errorOnly, stack);
    fallback = start?.[1] ?? '';
    length = fallback.length;
    fallback ||= 'Error';
  }
  const prefix = StringPrototypeSlice(prefixOf(constructor, tag, fallback), 0, -1);
  if (name === prefix) return stack;
  if (StringPrototypeIncludes(prefix, name)) {
    return length === 0 ? `${prefix}: ${stack}` : `${prefix}${StringPrototypeSlice(stack, length)}`;
  }
  return `${prefix} [${name}]${StringPrototypeSlice(stack, length)}`;
}

/** Leaves out properties that the stack shows already, and adds hidden ones that matter. */
function adjustKeys(ctx, keys, error, stack) {
  if (!ctx.showHidden && keys.length !== 0) {
    for (const name of ['name', 'message', 'stack']) {
      const index = ArrayPrototypeIndexOf(keys, name);
      if (index === -1) continue;
      const value = safely(() => error[name]);
      if (typeof value !== 'string' || StringPrototypeIncludes(stack, value)) ArrayPrototypeSplice(keys, index, 1);
    }
  }
  if ('cause' in error && !ArrayPrototypeIncludes(keys, 'cause')) ArrayPrototypePush(keys, 'cause');
  if (ArrayIsArray(safely(() => error.errors)) && !ArrayPrototypeIncludes(keys, 'errors')) {
    ArrayPrototypePush(keys, 'errors');
  }
}

const builtinFrame = /^ {4}at (?:[^/\\(]+ \(|)node:(.+):\d+:\d+(?:\)|$)/;
const packageFrame = hardenRegExp(/([/\\]node_modules[/\\])((?:@[^/\\]+[/\\])?[^/\\]+)(?=[/\\])/g);

/** One frame in colour. */
function colorFrame(ctx, line, directory) {
  if (RegExpPrototypeExec(builtinFrame, line) !== null) return ctx.stylize(line, 'undefined');
  line = RegExpPrototypeSymbolReplace(packageFrame, line,
    (_, folder, name) => `${folder}${ctx.stylize(name, 'module')}`);
  if (directory === undefined) return line;
  let prefix = `file://${directory}/`;
  let position = StringPrototypeIndexOf(line, prefix);
  if (position === -1) {
    prefix = `${directory}/`;
    position = StringPrototypeIndexOf(line, prefix);
    if (position === -1) return line;
  }
  let end = line.length;
  const inParentheses = line[position - 1] === '(';
  if (inParentheses) {
    position--;
    prefix = `(${prefix}`;
    if (line[end - 1] === ')') end--;
  }
  return StringPrototypeSlice(line, 0, position) + ctx.stylize(prefix, 'undefined') +
    StringPrototypeSlice(line, position + prefix.length, end) +
    (end < line.length ? ctx.stylize(')', 'undefined') : '');
}

/** The stack with its frames, which begin at `start`, folded and coloured. */
function withFrames(ctx, stack, start, cause) {
  let lines = frameLines(ctx, cause, StringPrototypeSlice(stack, start + 1));
  if (ctx.colors) {
    const directory = safely(() => process.cwd());
    const colored = [];
    for (let i = 0; i < lines.length; i++) ArrayPrototypePush(colored, colorFrame(ctx, lines[i], directory));
    lines = colored;
  }
  return `${StringPrototypeSlice(stack, 0, start)}\n${ArrayPrototypeJoin(lines, '\n')}`;
}

/**
 * @param {object} ctx
 * @param {Error} error
 * @param {string|null} constructor the name of the class
 * @param {string} tag
 * @param {any[]} keys the properties to print after the stack; changed
 * @param {Function} prefixOf
 * @param {Function} inspectStack
 */
function formatError(ctx, error, constructor, tag, keys, prefixOf, inspectStack) {
  const given = safely(() => error.name);
  const name = given != null ? safely(() => String(given)) ?? 'Error' : 'Error';
  let stack = stackText(error, inspectStack);
  adjustKeys(ctx, keys, error, stack);
  if (given != null && typeof given !== 'string') {
    // A name that is no text hides the class.
    const shown = `${name} [${StringPrototypeSlice(prefixOf(constructor, tag, 'Error'), 0, -1)}]`;
    stack = StringPrototypeReplace(stack, name, () => shown);
  }
  stack = withClassName(stack, constructor, name, tag, prefixOf);
  const message = safely(() => error.message);
  let position = typeof message === 'string' && message !== '' ? StringPrototypeIndexOf(stack, message) : -1;
  if (position !== -1) position += message.length;
  const start = StringPrototypeIndexOf(stack, '\n    at', position);
  if (start === -1) {
    stack = `[${stack}]`;
  } else {
    let cause = safely(() => error.cause);
    if (cause == null || !isError(cause)) cause = undefined;
    if (cause !== undefined || ctx.colors || !hasFewLines(stack, start + 1)) stack = withFrames(ctx, stack, start, cause);
  }
  if (ctx.indentationLvl === 0) return stack;
  return StringPrototypeReplaceAll(stack, '\n', `\n${StringPrototypeRepeat(' ', ctx.indentationLvl)}`);
}

module.exports = { formatError, identicalSequenceRange, isError };
