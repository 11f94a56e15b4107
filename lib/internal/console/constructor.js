// SPDX-License-Identifier: MIT
'use strict';

// class Console: prints to two streams. The global console is made from the same methods
// (internal/console/global), with streams that are made when first written to.

const {
  Error,
  ErrorCaptureStackTrace,
  FunctionPrototypeBind,
  Number,
  NumberPrototypeToFixed,
  ObjectDefineProperty,
  ObjectKeys,
  ReflectApply,
  ReflectConstruct,
  ReflectOwnKeys,
  SafeArrayIterator,
  SafeMap,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypePadStart,
  StringPrototypeRepeat,
  StringPrototypeReplaceAll,
  StringPrototypeSplit,
  Symbol,
  SymbolHasInstance,
  SymbolToStringTag,
} = primordials;

const { codes, isStackOverflowError } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { formatList } = require('internal/util/format');
const { validateArray, validateInteger, validateObject, validateOneOf } = require('internal/validators');

const kColorMode = Symbol('kColorMode');
const kCounts = Symbol('counts');
const kGroupIndentation = Symbol('kGroupIndentationString');
const kGroupIndentWidth = Symbol('kGroupIndentWidth');
const kInspectOptions = Symbol('kInspectOptions');
const kIsConsole = Symbol('kIsConsole');
/** Function (isStderr): whether it is known, without making the stream, that it takes no colours. */
const kIsPlain = Symbol('kIsPlain');
/** Function (isStderr, text, isPlain): where the text goes; kIsPlain need not be asked again if isPlain is true. */
const kWrite = Symbol('kWriteToConsole');

function noop() {}

/**
 * @param {object} options stdout, stderr, ignoreErrors, colorMode, inspectOptions, groupIndentation;
 *   or the arguments (stdout, stderr, ignoreErrors)
 */
function Console(options /* or: stdout, stderr, ignoreErrors */) {
  if (!new.target) return ReflectConstruct(Console, arguments);
  if (!options || typeof options.write === 'function') {
    options = { stdout: options, stderr: arguments[1], ignoreErrors: arguments[2] };
  }
  const {
    stdout, stderr = stdout, ignoreErrors = true, colorMode = 'auto', inspectOptions, groupIndentation,
  } = options;
  if (typeof stdout?.write !== 'function') throw new codes.ERR_CONSOLE_WRITABLE_STREAM('stdout');
  if (typeof stderr?.write !== 'function') throw new codes.ERR_CONSOLE_WRITABLE_STREAM('stderr');
  validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) validateInteger(groupIndentation, 'groupIndentation', 0, 1000);
  if (inspectOptions !== undefined) {
    validateObject(inspectOptions, 'options.inspectOptions');
    const isPerStream = require('internal/util/types').isMap(inspectOptions);
    if (!isPerStream && inspectOptions.colors !== undefined && options.colorMode !== undefined) {
      throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('options.inspectOptions.color', 'colorMode');
    }
    hidden(this, kInspectOptions, inspectOptions);
  }
  bindMethods(this, new.target.prototype);
  hidden(this, '_stdout', stdout);
  hidden(this, '_stderr', stderr);
  setUp(this, ignoreErrors, colorMode, groupIndentation);
  hidden(this, kWrite, writeToStream);
}

function hidden(object, key, value) {
  ObjectDefineProperty(object, key,
    { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

/** Methods work detached from the console: console.log as a callback. */
function bindMethods(console, prototype) {
  const names = ObjectKeys(methods);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const value = FunctionPrototypeBind(prototype[name] ?? methods[name], console);
    ObjectDefineProperty(value, 'name', { __proto__: null, value: name });
    // Defined and not assigned: with --frozen-intrinsics the prototype's cannot be written.
    ObjectDefineProperty(console, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  }
}

function setUp(console, ignoreErrors, colorMode, groupIndentation) {
  hidden(console, '_stdoutErrorHandler', (error) => ignoreError(console._stdout, error));
  hidden(console, '_stderrErrorHandler', (error) => ignoreError(console._stderr, error));
  hidden(console, '_ignoreErrors', Boolean(ignoreErrors));
  hidden(console, '_times', new SafeMap());
  hidden(console, kCounts, new SafeMap());
  hidden(console, kColorMode, colorMode);
  hidden(console, kIsConsole, true);
  hidden(console, kGroupIndentWidth, groupIndentation ?? 2);
  hidden(console, kGroupIndentation, '');
  ObjectDefineProperty(console, SymbolToStringTag,
    { __proto__: null, value: 'console', writable: false, enumerable: false, configurable: true });
}

/** After a write that failed: its 'error' event, still to come, is nobody's business. */
function ignoreError(stream, error) {
  if (error !== null && error !== undefined && !stream._writableState?.errorEmitted &&
      stream.listenerCount?.('error') === 0) {
    stream.once('error', noop);
  }
}

// Writing

/** Writes text, a whole number of lines, to a stream. Errors of the stream are not the program's. */
function writeToStream(isStderr, text) {
  const stream = isStderr ? this._stderr : this._stdout;
  if (this._ignoreErrors === false) return stream.write(text);
  // A stream may fail at once or later.
  if (typeof stream.once === 'function' && stream.listenerCount?.('error') === 0) {
    stream.once('error', noop);
    try {
      stream.write(text, isStderr ? this._stderrErrorHandler : this._stdoutErrorHandler);
    } catch (error) {
      if (isStackOverflowError(error)) throw error;
    } finally {
      stream.removeListener('error', noop);
    }
    return;
  }
  try {
    stream.write(text, isStderr ? this._stderrErrorHandler : this._stdoutErrorHandler);
  } catch (error) {
    if (isStackOverflowError(error)) throw error;
  }
}

function indent(console, text) {
  const indentation = console[kGroupIndentation];
  if (indentation.length === 0) return text;
  if (StringPrototypeIncludes(text, '\n')) text = StringPrototypeReplaceAll(text, '\n', `\n${indentation}`);
  return indentation + text;
}

/** Options of inspect() for what goes to the stream: colours, if it shows them. */
function inspectOptionsFor(console, isStderr) {
  return console[kIsPlain]?.(isStderr) ? kEmptyObject : optionsOfStream(console, isStderr);
}

function optionsOfStream(console, isStderr) {
  const stream = isStderr ? console._stderr : console._stdout;
  let color = console[kColorMode];
  if (color === 'auto') {
    color = stream?.isTTY || process.env.FORCE_COLOR !== undefined ?
      Boolean(require('internal/util/colors').shouldColorize(stream)) : false;
  }
  const given = console[kInspectOptions];
  if (given !== undefined) {
    const options = require('internal/util/types').isMap(given) ? given.get(stream) : given;
    if (options !== undefined) {
      if (options.colors === undefined) return { ...options, colors: color };
      return options;
    }
  }
  return color ? { colors: true } : kEmptyObject;
}

/** Strings have no options, except what %o and %O show. */
function needsOptions(args) {
  for (let i = 1; i < args.length; i++) if (typeof args[i] !== 'string') return true;
  const first = args[0];
  return args.length > 0 && (typeof first !== 'string' ||
    StringPrototypeIndexOf(first, '%o') !== -1 || StringPrototypeIndexOf(first, '%O') !== -1);
}

/** Whether to print it runs no code of the program. */
function arePrimitives(args) {
  for (let i = 0; i < args.length; i++) {
    const type = typeof args[i];
    if ((type === 'object' && args[i] !== null) || type === 'function') return false;
  }
  return true;
}

function print(console, isStderr, args) {
  let text;
  let isPlain = false; // known, and nothing can have changed it since
  if (args.length === 1 && typeof args[0] === 'string') {
    text = args[0];
  } else if (needsOptions(args)) {
    isPlain = console[kIsPlain]?.(isStderr) === true;
    text = formatList(isPlain ? kEmptyObject : optionsOfStream(console, isStderr), args);
    if (isPlain) isPlain = arePrimitives(args);
  } else {
    text = formatList(undefined, args);
  }
  console[kWrite](isStderr, `${indent(console, text)}\n`, isPlain);
}

const channels = require('internal/console/channels');

/** For subscribers of the diagnostics channel console.<name>: they see (and may change) the arguments. */
function publish(name, args) {
  const channel = channels[name];
  if (channel !== undefined && channel.hasSubscribers) channel.publish(args);
}

// Time

/** "12.345ms", "1.234s", "1:02.345 (m:ss.mmm)". */
function formatTime(ms) {
  if (ms < 1000) return `${Number(NumberPrototypeToFixed(ms, 3))}ms`;
  let seconds = ms / 1000;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  if (hours === 0 && minutes === 0) return `${NumberPrototypeToFixed(seconds, 3)}s`;
  seconds -= hours * 3600 + minutes * 60;
  const [whole, fraction] = StringPrototypeSplit(NumberPrototypeToFixed(seconds, 3), '.');
  const pad = (number) => StringPrototypePadStart(`${number}`, 2, '0');
  const start = hours !== 0 ? `${hours}:${pad(minutes)}` : minutes;
  return `${start}:${pad(whole)}.${fraction} (${hours !== 0 ? 'h:m' : ''}m:ss.mmm)`;
}

function now() {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/** Prints how long the timer `label` has been running. @returns {boolean} whether there is one */
function printTime(console, name, label, args) {
  const start = console._times.get(label);
  if (start === undefined) {
    process.emitWarning(`No such label '${label}' for console.${name}()`);
    return false;
  }
  const elapsed = formatTime(now() - start);
  if (args === undefined || args.length === 0) console.log('%s: %s', label, elapsed);
  else console.log('%s: %s', label, elapsed, ...new SafeArrayIterator(args));
  return true;
}

/** Function (letter, name, count) while console events go to the trace log (internal/tracing). */
let tracer;
function setTracer(fn) {
  tracer = fn;
}

// The methods

const methods = {
  log(...args) {
    publish('log', args);
    print(this, false, args);
  },

  info(...args) {
    publish('info', args);
    print(this, false, args);
  },

  debug(...args) {
    publish('debug', args);
    print(this, false, args);
  },

  warn(...args) {
    publish('warn', args);
    print(this, true, args);
  },

  error(...args) {
    publish('error', args);
    print(this, true, args);
  },

  dir(object, options) {
    const { inspect } = require('internal/util/inspect');
    const text = inspect(object, { customInspect: false, ...inspectOptionsFor(this, false), ...options });
    this[kWrite](false, `${indent(this, text)}\n`);
  },

  time(label = 'default') {
    label = `${label}`;
    if (this._times.has(label)) {
      process.emitWarning(`Label '${label}' already exists for console.time()`);
      return;
    }
    this._times.set(label, now());
    tracer?.('b', `time::${label}`);
  },

  timeEnd(label = 'default') {
    label = `${label}`;
    if (!printTime(this, 'timeEnd', label)) return;
    this._times.delete(label);
    tracer?.('e', `time::${label}`);
  },

  timeLog(label = 'default', ...data) {
    label = `${label}`;
    if (printTime(this, 'timeLog', label, data)) tracer?.('n', `time::${label}`);
  },

  trace(...args) {
    const options = inspectOptionsFor(this, true);
    const error = { name: 'Trace', message: formatList(options, args) };
    if (Error.stackTraceLimit) ErrorCaptureStackTrace(error, methods.trace);
    this.error(error.stack);
  },

  assert(expression, ...args) {
    if (expression) return;
    if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
    else args.unshift('Assertion failed');
    ReflectApply(this.warn, this, args);
  },

  clear() {
    if (this._stdout.isTTY && process.env.TERM !== 'dumb') {
      const { cursorTo, clearScreenDown } = require('readline');
      cursorTo(this._stdout, 0, 0);
      clearScreenDown(this._stdout);
    }
  },

  count(label = 'default') {
    label = `${label}`;
    const count = (this[kCounts].get(label) ?? 0) + 1;
    this[kCounts].set(label, count);
    tracer?.('C', `count::${label}`, count);
    this.log(`${label}: ${count}`);
  },

  countReset(label = 'default') {
    label = `${label}`;
    if (!this[kCounts].has(label)) {
      process.emitWarning(`Count for '${label}' does not exist`);
      return;
    }
    this[kCounts].delete(label);
    tracer?.('C', `count::${label}`, 0);
  },

  group(...data) {
    if (data.length > 0) ReflectApply(this.log, this, data);
    this[kGroupIndentation] += StringPrototypeRepeat(' ', this[kGroupIndentWidth]);
  },

  groupEnd() {
    const indentation = this[kGroupIndentation];
    this[kGroupIndentation] = indentation.slice(0, indentation.length - this[kGroupIndentWidth]);
  },

  /** Prints rows and columns; anything that has none, as log() does. */
  table(tabularData, properties) {
    if (properties !== undefined) validateArray(properties, 'properties');
    if (tabularData === null || typeof tabularData !== 'object') return this.log(tabularData);
    const { table } = require('internal/console/table');
    this.log(table(tabularData, properties, inspectOptionsFor(this, false)));
  },

  dirxml(...args) {
    print(this, false, args);
  },

  groupCollapsed(...data) {
    ReflectApply(methods.group, this, data);
  },
};

for (const key of ReflectOwnKeys(methods)) hidden(Console.prototype, key, methods[key]);
for (const key of ReflectOwnKeys(methods)) {
  ObjectDefineProperty(Console.prototype, key, { __proto__: null, enumerable: true });
}
ObjectDefineProperty(Console, SymbolHasInstance, {
  __proto__: null,
  value(instance) { return instance?.[kIsConsole] === true; },
});

module.exports = { Console, bindMethods, formatTime, hidden, kIsPlain, kWrite, setTracer, setUp, writeToStream };
