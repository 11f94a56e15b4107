// SPDX-License-Identifier: MIT
'use strict';

// All errors that the library throws: `codes.ERR_X` (built on first use from the message tables),
// errors of the system (`UVException`, `ErrnoException`, …), AbortError, and what prints stacks.
// Required by nearly every module; loads nothing but the tables.

const {
  AggregateError,
  Error,
  ErrorCaptureStackTrace,
  ErrorPrototypeToString,
  FunctionPrototypeCall,
  ObjectAssign,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectIsExtensible,
  ObjectSetPrototypeOf,
  Proxy,
  RangeError,
  ReflectApply,
  ReflectConstruct,
  SafeArrayIterator,
  RegExpPrototypeSymbolReplace,
  SafeWeakMap,
  String,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
  Symbol,
  SymbolFor,
  SyntaxError,
  TypeError,
  URIError,
  hardenRegExp,
} = primordials;

// Seven hundred strings that most programs never see.
let composed;
let messages;
function loadMessages() {
  composed = require('internal/errors/composed');
  messages = require('internal/errors/messages');
}
function determineSpecificType(value) {
  return require('internal/errors/composed').determineSpecificType(value);
}
function formatList(list, word) {
  return require('internal/errors/composed').formatList(list, word);
}

const kIsNodeError = Symbol('kIsNodeError');
const inspectCustom = SymbolFor('nodejs.util.inspect.custom');
const classes = { __proto__: null, Error, TypeError, RangeError, SyntaxError, URIError };

const lazy = { __proto__: null };
const lazyInspect = () => (lazy.inspect ??= require('internal/util/inspect'));
const lazyUv = () => (lazy.uv ??= internalBinding('uv'));

function inspectWithNoCustomRetry(value, options) {
  const { inspect } = lazyInspect();
  try {
    return inspect(value, options);
  } catch {
    return inspect(value, { ...options, customInspect: false });
  }
}

// `code` errors

const placeholderRegExp = hardenRegExp(/%[s%]/g);

function fillMessage(template, args) {
  let next = 0;
  return RegExpPrototypeSymbolReplace(placeholderRegExp, template, (found) => {
    if (found === '%%') return '%';
    const value = args[next++];
    return typeof value === 'string' ? value : lazyInspect().format('%s', value);
  });
}

let stacklessNext = false; // of the next error with a code

function constructStackless(Base, message, newTarget) {
  const limit = Error.stackTraceLimit;
  if (!limit || !isErrorStackTraceLimitWritable()) return ReflectConstruct(Base, [message], newTarget);
  Error.stackTraceLimit = 0;
  try {
    return ReflectConstruct(Base, [message], newTarget);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/**
 * `new codes[code](...args)` for whoever captures the stack then: that is most of the work of making an error.
 * @param {string} code
 * @param {any[]} args
 */
function newStackless(code, args) {
  const Class = codes[code];
  stacklessNext = true;
  try {
    return ReflectConstruct(Class, args);
  } finally {
    stacklessNext = false;
  }
}

/**
 * Makes the class of the errors with `code`.
 * @param {string} code
 * @param {(code: string) => { Base: Function, message: (args: any[]) => string, assign?: Function }} describe asked when the
 *   first of them is made: modules name many classes, and most programs never see one. `assign` is called with the error and
 *   the arguments, sets further properties
 */
function makeNodeError(code, describe) {
  let how;
  function NodeError(...args) {
    const isStackless = stacklessNext;
    stacklessNext = false;
    if (how === undefined) {
      how = describe(code);
      completePrototype(NodeError, how.Base, code);
    }
    if (how.Base === SystemError) return ReflectConstruct(SystemError, [code, how.prefix, args[0]], new.target);
    const message = how.message(args);
    const error = isStackless ? constructStackless(how.Base, message, new.target) :
      ReflectConstruct(how.Base, [message], new.target);
    error.code = code;
    if (how.assign !== undefined) how.assign(error, ...new SafeArrayIterator(args));
    return error;
  }
  return NodeError;
}

function completePrototype(NodeError, Base, code) {
  const { prototype } = NodeError;
  ObjectSetPrototypeOf(prototype, Base.prototype);
  disguise(NodeError, Base);
  if (Base === SystemError) return;
  const toString = { toString() { return `${this.name} [${code}]: ${this.message}`; } }.toString;
  ObjectDefineProperties(prototype, {
    [kIsNodeError]: { __proto__: null, configurable: true, value: true },
    toString: { __proto__: null, configurable: true, writable: true, value: toString },
  });
}

/** Lets instances of `Class` pass for plain instances of `Base`. */
function disguise(Class, Base) {
  ObjectDefineProperty(Class.prototype, 'constructor',
    { __proto__: null, value: Base, writable: true, enumerable: false, configurable: true });
  return Class;
}

/** Errors that carry the result of a system call in `info`. */
class SystemError extends Error {
  constructor(code, prefix, context) {
    let message = `${prefix}: ${context.syscall} returned ${context.code} (${context.message})`;
    if (context.path !== undefined) message += ` ${context.path}`;
    if (context.dest !== undefined) message += ` => ${context.dest}`;
    super(message);
    this.code = code;
    const hidden = { __proto__: null, value: 'SystemError', writable: true, configurable: true };
    ObjectDefineProperties(this, {
      [kIsNodeError]: { __proto__: null, value: true, configurable: true },
      name: hidden,
      info: { __proto__: null, value: context, enumerable: true, configurable: true },
    });
    for (const key of ['errno', 'syscall', 'path', 'dest']) {
      if (context[key] === undefined && (key === 'path' || key === 'dest')) continue;
      ObjectDefineProperty(this, key, {
        __proto__: null,
        get() { return context[key]; },
        set(value) { context[key] = value; },
        enumerable: true,
        configurable: true,
      });
    }
  }

  toString() { return `${this.name} [${this.code}]: ${this.message}`; }

  /** With what the accessors give. */
  [inspectCustom](_, options) {
    return lazyInspect().inspect(this, { ...options, getters: true, customInspect: false });
  }
}

/** Further classes under which a code is thrown, as `codes.ERR_X.RangeError`. */
const otherClasses = {
  __proto__: null,
  ERR_HTTP2_INVALID_SETTING_VALUE: [RangeError],
  ERR_INVALID_ARG_VALUE: [RangeError],
  ERR_INVALID_STATE: [TypeError, RangeError],
};

/** What the message tables say about a code. */
function describeCode(code) {
  if (messages === undefined) loadMessages();
  const row = composed.rows[code];
  if (row !== undefined) {
    const message = row[1];
    return { __proto__: null, Base: row[0], message: (args) => ReflectApply(message, undefined, args), assign: row[2] };
  }
  for (const name in classes) {
    const template = messages[name][code];
    if (template !== undefined) return { __proto__: null, Base: classes[name], message: (args) => fillMessage(template, args) };
  }
  if (messages.SystemError[code] !== undefined) return { __proto__: null, Base: SystemError, prefix: messages.SystemError[code] };
  for (const name in messages.native) {
    const list = StringPrototypeSplit(messages.native[name], ' ');
    for (let i = 0; i < list.length; i++) {
      if (list[i] === code) return { __proto__: null, Base: classes[name], message: (args) => String(args[0]) };
    }
  }
  throw new TypeError(`codes.${code} is not a constructor`);
}

function buildCode(code) {
  const Class = makeNodeError(code, describeCode);
  const others = otherClasses[code];
  if (others !== undefined) {
    for (let i = 0; i < others.length; i++) {
      const Base = others[i];
      const Other = makeNodeError(code, () => ({ __proto__: null, ...describeCode(code), Base }));
      Class[Base.name] = Other;
      Other.HideStackFramesError = Other;
    }
  }
  Class.HideStackFramesError = Class;
  return Class;
}

/**
 * `new codes.ERR_X(...)`. The classes are made when they are first asked for: most programs need
 * few of the 350.
 */
const codes = new Proxy({ __proto__: null }, {
  __proto__: null,
  get(known, code) {
    if (known[code] === undefined && typeof code === 'string' && StringPrototypeStartsWith(code, 'ERR_')) {
      known[code] = buildCode(code);
    }
    return known[code];
  },
});

/** Registers another code; for modules whose errors are nobody else's. */
function E(code, message, Base, ...others) {
  const text = typeof message === 'string' ?
    (args) => fillMessage(message, args) : (args) => ReflectApply(message, undefined, args);
  const classOf = (Base) => makeNodeError(code, () => ({ __proto__: null, Base, message: text }));
  const Class = classOf(Base);
  for (const Other of others) Class[Other.name] = classOf(Other);
  Class.HideStackFramesError = Class;
  codes[code] = Class;
}

// Stacks

function isErrorStackTraceLimitWritable() {
  const descriptor = ObjectGetOwnPropertyDescriptor(Error, 'stackTraceLimit');
  if (descriptor === undefined) return ObjectIsExtensible(Error);
  return descriptor.writable !== undefined ? descriptor.writable : descriptor.set !== undefined;
}

/**
 * Wraps a function that throws on behalf of its caller: the stack begins at the caller.
 * `fn.withoutStackTrace` is the function itself, for use in other functions of that kind.
 */
function hideStackFrames(fn) {
  function wrappedFn(...args) {
    try {
      return ReflectApply(fn, this, args);
    } catch (error) {
      if (Error.stackTraceLimit) ErrorCaptureStackTrace(error, wrappedFn);
      throw error;
    }
  }
  wrappedFn.withoutStackTrace = fn;
  return wrappedFn;
}

const overrideStackTrace = new SafeWeakMap();
let formatMapped; // while source maps are on

/** @param {((error: Error, trace: CallSite[]) => string)|undefined} format of stacks whose frames have source maps */
function setStackFormat(format) {
  formatMapped = format;
}

function errorHeader(error) {
  try {
    if (kIsNodeError in error) return `${error.name} [${error.code}]: ${error.message}`;
    return ErrorPrototypeToString(error);
  } catch {
    return '<error>';
  }
}

function defaultPrepareStackTrace(globalThis, error, trace, isRealm) {
  const userPrepare = globalThis.Error?.prepareStackTrace;
  if (typeof userPrepare === 'function' && userPrepare !== ErrorPrepareStackTrace) {
    return FunctionPrototypeCall(userPrepare, globalThis.Error, error, trace);
  }
  // A context of node:vm without a function of its own: the main context's, which runners of tests set for what runs in contexts.
  // Nothing of a ShadowRealm reaches it.
  const mainPrepare = isRealm ? undefined : Error.prepareStackTrace;
  if (typeof mainPrepare === 'function' && mainPrepare !== ErrorPrepareStackTrace) {
    return FunctionPrototypeCall(mainPrepare, Error, error, trace);
  }
  return ErrorPrepareStackTrace(error, trace);
}

/** The initial value of `Error.prepareStackTrace`. */
function ErrorPrepareStackTrace(error, trace) {
  if (formatMapped !== undefined) return formatMapped(error, trace);
  let text = errorHeader(error);
  for (let i = 0; i < trace.length; i++) text += `\n    at ${trace[i]}`;
  return text;
}

/** Called by the engine the first time that `error.stack` is read. */
function prepareStackTraceCallback(globalThis, error, trace, isRealm) {
  const override = overrideStackTrace.get(error);
  if (override !== undefined) {
    overrideStackTrace.delete(error);
    return override(error, trace);
  }
  return defaultPrepareStackTrace(globalThis, error, trace, isRealm);
}

const kEnhanceStackBeforeInspector = Symbol('kEnhanceStackBeforeInspector');
const fatalExceptionStackEnhancers = {
  beforeInspector(error) {
    return typeof error?.[kEnhanceStackBeforeInspector] === 'function' ?
      error[kEnhanceStackBeforeInspector]() : error.stack;
  },
  afterInspector(error) {
    const { inspect } = lazyInspect();
    return inspect(error, { customInspect: false, colors: lazyColors() });
  },
};

function lazyColors() {
  return require('internal/util/colors').shouldColorize(process.stderr);
}

let stackOverflow;
/** Whether `error` says that the stack is used up. */
function isStackOverflowError(error) {
  if (stackOverflow === undefined) {
    try {
      (function overflow() { overflow(); })();
    } catch (caught) {
      stackOverflow = caught;
    }
  }
  return error?.name === stackOverflow.name && error?.message === stackOverflow.message;
}

// Errors of the system

function uvErrmapGet(errno) {
  lazy.uvMap ??= lazyUv().getErrorMap();
  return lazy.uvMap.get(errno);
}

const uvUnmapped = ['UNKNOWN', 'unknown error'];

function uvName(errno) {
  return typeof errno === 'number' ? lazyUv().errname(errno) : errno;
}

/**
 * The error of a failed call: "ENOENT: no such file or directory, open 'x'".
 * @param {{errno: number, syscall: string, message?: string, path?: any, dest?: any}} context
 */
class UVException extends Error {
  constructor(context) {
    const [code, uvMessage] = uvErrmapGet(context.errno) ?? uvUnmapped;
    let message = `${code}: ${context.message || uvMessage}, ${context.syscall}`;
    let path;
    let dest;
    if (context.path) {
      path = `${context.path}`;
      message += ` '${path}'`;
    }
    if (context.dest) {
      dest = `${context.dest}`;
      message += ` -> '${dest}'`;
    }
    super(message);
    if (context.errno !== undefined) this.errno = context.errno;
    this.code = code;
    for (const key in context) {
      if (key !== 'message' && key !== 'path' && key !== 'dest' && key !== 'code') this[key] = context[key];
    }
    if (path !== undefined) this.path = path;
    if (dest !== undefined) this.dest = dest;
  }
}

/** "listen EADDRINUSE: address already in use :::80", with address and port. */
class UVExceptionWithHostPort extends Error {
  constructor(errno, syscall, address, port) {
    const [code, uvMessage] = uvErrmapGet(errno) ?? uvUnmapped;
    let details = '';
    if (port && port > 0) details = ` ${address}:${port}`;
    else if (address) details = ` ${address}`;
    super(`${syscall} ${code}: ${uvMessage}${details}`);
    this.code = code;
    this.errno = errno;
    this.syscall = syscall;
    this.address = address;
    if (port) this.port = port;
  }
}

/** "open ENOENT". */
class ErrnoException extends Error {
  constructor(errno, syscall, original) {
    const code = uvName(errno);
    super(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
  }
}

/** "connect ECONNREFUSED 127.0.0.1:80". */
class ExceptionWithHostPort extends Error {
  constructor(errno, syscall, address, port, additional) {
    const code = uvName(errno);
    let details = '';
    if (port && port > 0) details = ` ${address}:${port}`;
    else if (address) details = ` ${address}`;
    if (additional) details += ` - Local (${additional})`;
    super(`${syscall} ${code}${details}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
    this.address = address;
    if (port) this.port = port;
  }
}

const UV_EAI_NODATA = -3007;
const UV_EAI_NONAME = -3008;

/** "getaddrinfo ENOTFOUND example.org"; `code` is a number of libuv or a name of c-ares. */
class DNSException extends Error {
  constructor(code, syscall, hostname) {
    let errno;
    let name = code;
    if (typeof code === 'number') {
      errno = code;
      name = code === UV_EAI_NODATA || code === UV_EAI_NONAME ? 'ENOTFOUND' : uvName(code);
    }
    super(`${syscall} ${name}${hostname ? ` ${hostname}` : ''}`);
    this.errno = errno;
    this.code = name;
    this.syscall = syscall;
    if (hostname) this.hostname = hostname;
  }
}

class ConnResetException extends Error {
  constructor(message) {
    super(message);
    this.code = 'ECONNRESET';
  }
}

class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

class NodeAggregateError extends AggregateError {
  constructor(errors, message) {
    super(errors, message);
    this.code = errors[0]?.code;
  }
  get [kIsNodeError]() { return true; }
}

/** One error of two that happened together; the outer one is the one that the caller asked about. */
function aggregateTwoErrors(inner, outer) {
  if (!inner || !outer || inner === outer) return inner || outer;
  if (outer.errors !== undefined && typeof outer.errors === 'object') {
    outer.errors[outer.errors.length] = inner;
    return outer;
  }
  const error = new AggregateError([outer, inner], outer.message);
  error.code = outer.code;
  if (Error.stackTraceLimit) ErrorCaptureStackTrace(error, aggregateTwoErrors);
  return error;
}

/** An ordinary Error with further properties. */
function genericNodeError(message, properties) {
  const error = new Error(message);
  if (Error.stackTraceLimit) ErrorCaptureStackTrace(error, genericNodeError);
  return ObjectAssign(error, properties);
}

for (const Class of [UVException, UVExceptionWithHostPort, ErrnoException, ExceptionWithHostPort,
                     DNSException, ConnResetException]) disguise(Class, Error);
disguise(NodeAggregateError, AggregateError);

function getMessage(code, args) {
  return new codes[code](...args).message;
}

ObjectDefineProperty(Error, 'prepareStackTrace', {
  __proto__: null,
  value: ErrorPrepareStackTrace,
  writable: true,
  enumerable: false,
  configurable: true,
});

module.exports = {
  newStackless,
  AbortError,
  aggregateTwoErrors,
  codes,
  ConnResetException,
  defaultPrepareStackTrace,
  determineSpecificType,
  DNSException,
  E,
  ErrnoException,
  ErrorPrepareStackTrace,
  ExceptionWithHostPort,
  fatalExceptionStackEnhancers,
  formatList,
  genericNodeError,
  getMessage,
  // Frames of the library are never hidden from the stack of an error that it passes on.
  hideInternalStackFrames(error) { return error; },
  hideStackFrames,
  inspectWithNoCustomRetry,
  isErrorStackTraceLimitWritable,
  isStackOverflowError,
  kEnhanceStackBeforeInspector,
  kIsNodeError,
  NodeAggregateError,
  overrideStackTrace,
  prepareStackTraceCallback,
  setArrowMessage() {},
  setStackFormat,
  SystemError,
  uvErrmapGet,
  UVException,
  UVExceptionWithHostPort,
};
