// SPDX-License-Identifier: MIT
'use strict';

// Small helpers of the whole library: deprecations and other warnings, promisify, lazy properties,
// names of encodings and signals. What is public of it is re-exported by lib/util.js.

const {
  ArrayPrototypePop,
  ArrayPrototypePush,
  Error,
  ErrorCaptureStackTrace,
  FunctionPrototypeCall,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectFreeze,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetOwnPropertyDescriptors,
  ObjectGetPrototypeOf,
  ObjectKeys,
  ObjectSetPrototypeOf,
  ObjectValues,
  Promise,
  ReflectApply,
  ReflectConstruct,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  RegExpPrototypeSymbolSplit,
  SafeMap,
  SafeSet,
  SafeWeakMap,
  SafeWeakRef,
  StringPrototypeIncludes,
  StringPrototypeToLowerCase,
  StringPrototypeToUpperCase,
  Symbol,
  SymbolFor,
  SymbolPrototypeGetDescription,
  hardenRegExp,
} = primordials;

const { codes, isErrorStackTraceLimitWritable, overrideStackTrace, uvErrmapGet } =
  require('internal/errors');
const { lazyProperty } = require('internal/boot/lazy');

const customInspectSymbol = SymbolFor('nodejs.util.inspect.custom');
const customPromisifySymbol = SymbolFor('nodejs.util.promisify.custom');
const customPromisifyArgs = Symbol('customPromisifyArgs');
const kEmptyObject = ObjectFreeze({ __proto__: null });
const kEnumerableProperty = ObjectFreeze({ __proto__: null, enumerable: true });
const isWindows = process.platform === 'win32';
const isMacOS = process.platform === 'darwin';

const colorRegExp = hardenRegExp(/\u001b\[\d\d?m/g);
function removeColors(text) {
  return StringPrototypeIncludes(text, '\u001b') ?
    RegExpPrototypeSymbolReplace(colorRegExp, text, '') : text;
}

function isError(value) {
  return require('internal/util/types').isNativeError(value) || value instanceof Error;
}

// Warnings

const emittedDeprecations = new SafeSet();

/** A function that emits the deprecation warning when first called, once per code in the process. */
function getDeprecationWarningEmitter(code, message, deprecated, useEmitSync,
                                      shouldEmit = () => true) {
  let warned = false;
  return function emitDeprecationWarning() {
    if (warned || !shouldEmit()) return;
    warned = true;
    if (code === 'ExperimentalWarning') {
      process.emitWarning(message, code, deprecated);
      return;
    }
    if (code !== undefined) {
      if (emittedDeprecations.has(code)) return;
      emittedDeprecations.add(code);
      const emit = useEmitSync ? require('internal/process/warning').emitWarningSync : process.emitWarning;
      FunctionPrototypeCall(emit, process, message, 'DeprecationWarning', code, deprecated);
    } else {
      process.emitWarning(message, 'DeprecationWarning', deprecated);
    }
  };
}

/**
 * Makes what is in an object read-only; the object itself may be added to, as Node's tables of constants may.
 * @param {object} constants
 * @returns {object} the same
 */
function readOnly(constants) {
  const names = ObjectKeys(constants);
  for (let i = 0; i < names.length; i++) {
    ObjectDefineProperty(constants, names[i], { __proto__: null, writable: false, configurable: false });
  }
  return constants;
}

function isPendingDeprecation() {
  const { getOptionValue } = require('internal/options');
  return getOptionValue('--pending-deprecation') && !getOptionValue('--no-deprecation');
}

function checkDeprecationCode(code) {
  if (code !== undefined) require('internal/validators').validateString(code, 'code');
}

/**
 * Marks a function as deprecated: calling it emits a DeprecationWarning.
 * @param {Function} fn
 * @param {string} message
 * @param {string} [code] warnings with the same code are emitted once
 * @param {{modifyPrototype?: boolean}} [options]
 * @returns {Function}
 */
function deprecate(fn, message, code, { modifyPrototype = true } = kEmptyObject) {
  checkDeprecationCode(code);
  return wrapDeprecated(fn, getDeprecationWarningEmitter(code, message, undefined, false, () => !process.noDeprecation),
    modifyPrototype);
}

function pendingDeprecate(fn, message, code) {
  return wrapDeprecated(fn, getDeprecationWarningEmitter(code, message, undefined, false, isPendingDeprecation), true);
}

function wrapDeprecated(fn, warn, modifyPrototype) {
  function deprecated(...args) {
    warn();
    return new.target ? ReflectConstruct(fn, args, new.target) : ReflectApply(fn, this, args);
  }
  if (modifyPrototype) {
    ObjectSetPrototypeOf(deprecated, fn);
    // `instanceof` goes on working with either function.
    if (fn.prototype) deprecated.prototype = fn.prototype;
  }
  ObjectDefineProperty(deprecated, 'length', { __proto__: null, ...ObjectGetOwnPropertyDescriptor(fn, 'length') });
  return deprecated;
}

/** The accessor of a property whose use is deprecated. */
function deprecateProperty(key, message, code, { get, set } = kEmptyObject) {
  const warn = getDeprecationWarningEmitter(code, message, undefined, false, () => !process.noDeprecation);
  return {
    __proto__: null,
    get: get && function() {
      warn();
      return FunctionPrototypeCall(get, this);
    },
    set: set && function(value) {
      warn();
      FunctionPrototypeCall(set, this, value);
    },
  };
}

/** Constructs for a call without `new`, which is deprecated. */
function deprecateInstantiation(target, code, ...args) {
  if (!emittedDeprecations.has(code)) {
    emittedDeprecations.add(code);
    process.emitWarning(`Instantiating ${target.name} without the 'new' keyword has been deprecated.`,
      'DeprecationWarning', code);
  }
  return ReflectConstruct(target, args);
}

const experimentalWarnings = new SafeSet();
function emitExperimentalWarning(feature, messagePrefix, code, constructor) {
  if (experimentalWarnings.has(feature)) return;
  experimentalWarnings.add(feature);
  let message = `${feature} is an experimental feature and might change at any time`;
  if (messagePrefix) message = messagePrefix + message;
  process.emitWarning(message, 'ExperimentalWarning', code, constructor);
}

// Functions and properties

/** `fn` limited to one call. */
function once(fn, { preserveReturnValue = false } = kEmptyObject) {
  let called = false;
  let result;
  return function(...args) {
    if (called) return result;
    called = true;
    const value = ReflectApply(fn, this, args);
    if (preserveReturnValue) result = value;
    return value;
  };
}

/** `load()` at the first call, its result ever after. */
function getLazy(load) {
  let value;
  let loaded = false;
  return function() {
    if (!loaded) {
      value = load();
      loaded = true;
    }
    return value;
  };
}

function cachedResult(fn) {
  let result;
  return () => {
    if (result === undefined) result = fn();
    return result;
  };
}

/**
 * A function that takes a callback, as one that returns a promise.
 * @param {Function} original with the callback (error, value) as last parameter
 * @returns {Function}
 */
function promisify(original) {
  const { validateFunction } = require('internal/validators');
  validateFunction(original, 'original');
  const custom = original[customPromisifySymbol];
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return ObjectDefineProperty(custom, customPromisifySymbol,
      { __proto__: null, value: custom, enumerable: false, writable: false, configurable: true });
  }
  const names = original[customPromisifyArgs];
  function fn(...args) {
    return new Promise((resolve, reject) => {
      ArrayPrototypePush(args, (error, ...values) => {
        if (error) return reject(error);
        if (names === undefined || values.length < 2) return resolve(values[0]);
        const result = {};
        for (let i = 0; i < names.length; i++) result[names[i]] = values[i];
        resolve(result);
      });
      const returned = ReflectApply(original, this, args);
      if (returned && require('internal/util/types').isPromise(returned)) {
        process.emitWarning('Calling promisify on a function that returns a Promise is likely a mistake.',
          'DeprecationWarning', 'DEP0174');
      }
    });
  }
  ObjectSetPrototypeOf(fn, ObjectGetPrototypeOf(original));
  ObjectDefineProperty(fn, customPromisifySymbol,
    { __proto__: null, value: fn, enumerable: false, writable: false, configurable: true });
  const descriptors = ObjectGetOwnPropertyDescriptors(original);
  const values = ObjectValues(descriptors);
  for (let i = 0; i < values.length; i++) ObjectSetPrototypeOf(values[i], null);
  return ObjectDefineProperties(fn, descriptors);
}
promisify.custom = customPromisifySymbol;

function setOwnProperty(object, key, value) {
  return ObjectDefineProperty(object, key,
    { __proto__: null, configurable: true, enumerable: true, value, writable: true });
}

function assignFunctionName(name, fn, descriptor = kEmptyObject) {
  if (typeof name !== 'string') {
    const description = SymbolPrototypeGetDescription(name);
    name = description === undefined ? '' : `[${description}]`;
  }
  return ObjectDefineProperty(fn, 'name', {
    __proto__: null,
    writable: false,
    enumerable: false,
    configurable: true,
    ...ObjectGetOwnPropertyDescriptor(fn, 'name'),
    ...descriptor,
    value: name,
  });
}

/** Properties `keys` of `target`, which come from module `id` when first read. */
function defineLazyProperties(target, id, keys, enumerable = true) {
  let module;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    lazyProperty(target, key, enumerable, () => {
      module ??= require(id);
      return module[key];
    });
  }
}

function defineReplaceableLazyAttribute(target, id, keys, writable = true, check = undefined) {
  let module;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    let value;
    let replaced = false;
    function get() {
      if (check !== undefined) check();
      if (!replaced && value === undefined) {
        module ??= require(id);
        value = module[key];
      }
      return value;
    }
    ObjectDefineProperty(get, 'name', { __proto__: null, value: `get ${key}` });
    let set;
    if (writable) {
      set = function(replacement) {
        value = replacement;
        replaced = true;
      };
      ObjectDefineProperty(set, 'name', { __proto__: null, value: `set ${key}` });
    }
    ObjectDefineProperty(target, key, { __proto__: null, enumerable: true, configurable: true, get, set });
  }
}

function exposeInterface(target, name, value) {
  ObjectDefineProperty(target, name,
    { __proto__: null, writable: true, enumerable: false, configurable: true, value });
}

function exposeLazyInterfaces(target, id, keys) {
  defineLazyProperties(target, id, keys, false);
}

function defineOperation(target, name, method) {
  ObjectDefineProperty(target, name,
    { __proto__: null, writable: true, enumerable: true, configurable: true, value: method });
}

// Encodings, signals and system errors

const encodingNames = {
  __proto__: null,
  'utf8': 'utf8',
  'utf-8': 'utf8',
  'ucs2': 'utf16le',
  'ucs-2': 'utf16le',
  'utf16le': 'utf16le',
  'utf-16le': 'utf16le',
  'latin1': 'latin1',
  'binary': 'latin1',
  'base64': 'base64',
  'base64url': 'base64url',
  'ascii': 'ascii',
  'hex': 'hex',
};

/** The canonical name of a Buffer encoding, `utf8` for none, undefined for an unknown one. */
function normalizeEncoding(encoding) {
  if (encoding == null || encoding === '' || encoding === 'utf8' || encoding === 'utf-8') return 'utf8';
  if (typeof encoding !== 'string') return undefined;
  return encodingNames[encoding] ?? encodingNames[StringPrototypeToLowerCase(encoding)];
}

/** Numbers of encodings, as bindings take them. */
const encodingsMap = {
  __proto__: null, ascii: 0, utf8: 1, base64: 2, utf16le: 3, latin1: 4, hex: 5, buffer: 6, base64url: 7,
};

/** @returns {number} of a signal given by name (any case) or number */
function convertToValidSignal(signal) {
  const { signals } = internalBinding('constants').os;
  if (typeof signal === 'number') {
    for (const name in signals) if (signals[name] === signal) return signal;
  }
  if (typeof signal === 'string') {
    const number = signals[StringPrototypeToUpperCase(signal)];
    if (number) return number;
  }
  throw new codes.ERR_UNKNOWN_SIGNAL(signal);
}

/** What a shell reports of a process that a signal ended: 128 + its number. */
function convertProcessSignalToExitCode(signalCode) {
  const { signals } = internalBinding('constants').os;
  require('internal/validators').validateOneOf(signalCode, 'signalCode', primordials.ObjectKeys(signals));
  return 128 + signals[signalCode];
}

function getSystemErrorName(errno) {
  const entry = uvErrmapGet(errno);
  return entry ? entry[0] : `Unknown system error ${errno}`;
}

function getSystemErrorMap() {
  return internalBinding('uv').getErrorMap();
}

function getSystemErrorMessage(errno) {
  const entry = uvErrmapGet(errno);
  return entry ? entry[1] : `Unknown system error ${errno}`;
}

// DOMException

/** The class DOMException, made when first needed. */
function lazyDOMExceptionClass() {
  return require('internal/dom_exception').DOMException;
}

const lazyDOMException = (message, name) => {
  const DOMException = lazyDOMExceptionClass();
  const error = new DOMException(message, name);
  if (Error.stackTraceLimit) ErrorCaptureStackTrace(error, lazyDOMException);
  return error;
};

// Stacks

/** The call sites of the caller's stack. */
function getStructuredStack() {
  const limitWritable = isErrorStackTraceLimitWritable();
  const { stackTraceLimit } = Error;
  if (limitWritable) Error.stackTraceLimit = Infinity;
  const error = new Error();
  if (limitWritable) Error.stackTraceLimit = stackTraceLimit;
  let sites = [];
  overrideStackTrace.set(error, (_, trace) => { sites = trace; return ''; });
  error.stack; // eslint-disable-line no-unused-expressions
  return sites;
}

/** Says while a module of the library is loaded that it is deprecated. Its trace shows whom Node's shows: the way here is longer. */
function warnOfModule(message, code) {
  const { stackTraceLimit } = Error;
  const isRaised = stackTraceLimit > 0 && isErrorStackTraceLimitWritable();
  if (isRaised) Error.stackTraceLimit = stackTraceLimit + 4;
  try {
    process.emitWarning(message, 'DeprecationWarning', code);
  } finally {
    if (isRaised) Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Whether the user's code that is running lies below a node_modules directory. */
function isInsideNodeModules(frameLimit = 100) {
  const sites = getStructuredStack();
  for (let i = 0; i < sites.length && i < frameLimit; i++) {
    const filename = sites[i].getFileName();
    if (filename == null || filename[0] === '[' || filename[0] === 'n' &&
        RegExpPrototypeExec(/^node:/, filename) !== null) continue;
    return isUnderNodeModules(filename);
  }
  return false;
}

const nodeModulesRegExp = /[/\\]node_modules[/\\]/;
function isUnderNodeModules(filename) {
  return filename != null && RegExpPrototypeExec(nodeModulesRegExp, filename) !== null;
}

function decorateErrorStack() {}

// Collections and the rest

function join(list, separator) {
  let text = '';
  for (let i = 0; i < list.length; i++) text += i === 0 ? list[i] : separator + list[i];
  return text;
}

/** Removes one item; faster than splice(). */
function spliceOne(list, index) {
  for (; index + 1 < list.length; index++) list[index] = list[index + 1];
  ArrayPrototypePop(list);
}

/** Unique strings of `items` (and their variants that differ in case only once). */
function filterDuplicateStrings(items, low) {
  const map = new SafeMap();
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    const key = StringPrototypeToLowerCase(item);
    if (low) map.set(key, key);
    else map.set(key, map.has(key) && map.get(key) !== item ? key : item);
  }
  const unique = [];
  for (const value of map.values()) ArrayPrototypePush(unique, value);
  return unique.sort();
}

function getConstructorOf(object) {
  while (object) {
    const descriptor = ObjectGetOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' && descriptor.value.name !== '') {
      return descriptor.value;
    }
    object = ObjectGetPrototypeOf(object);
  }
}

/** "127.0.0.1/8" from an address and its netmask. */
function getCIDR(address, netmask, family) {
  const v4 = family === 'IPv4';
  const parts = RegExpPrototypeSymbolSplit(hardenRegExp(v4 ? /\./ : /:/), netmask);
  const width = v4 ? 8 : 16;
  let ones = 0;
  let ended = false;
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] === '') continue;
    const bits = primordials.NumberParseInt(parts[i], v4 ? 10 : 16);
    for (let bit = width - 1; bit >= 0; bit--) {
      if ((bits >> bit) & 1) {
        if (ended) return null;
        ones++;
      } else {
        ended = true;
      }
    }
  }
  return `${address}/${ones}`;
}

const handleTypes = ['TCP', 'TTY', 'UDP', 'FILE', 'PIPE', 'UNKNOWN', 'INVALID'];
/** What a file descriptor is. */
function guessHandleType(fd) {
  const type = internalBinding('util').guessHandleType(fd);
  return typeof type === 'number' ? handleTypes[type] : type;
}

function assertCrypto() {}

function assertTypeScript() {}

/** Blocks the thread. @param {number} ms */
function sleep(ms) {
  internalBinding('util').sleep(ms);
}

function constructSharedArrayBuffer(size) {
  return new SharedArrayBuffer(size);
}

/** A reference that can be made strong for a while. */
class WeakReference {
  #weak;
  #strong = null;
  #count = 0;
  constructor(object) { this.#weak = new SafeWeakRef(object); }

  incRef() {
    this.#count++;
    if (this.#count === 1) this.#strong = this.#weak.deref() ?? null;
    return this.#count;
  }

  decRef() {
    this.#count--;
    if (this.#count === 0) this.#strong = null;
    return this.#count;
  }

  get() { return this.#weak.deref(); }
}

let cwdURL;
let cachedCwd;
function getCWDURL() {
  const cwd = process.cwd();
  if (cachedCwd !== cwd) {
    const { pathToFileURL } = require('internal/url');
    cwdURL = pathToFileURL(`${cwd}/`);
    cachedCwd = cwd;
  }
  return cwdURL;
}

const lazyRegExps = new SafeWeakMap();
function harden(pattern) {
  let hardened = lazyRegExps.get(pattern);
  if (hardened === undefined) {
    hardened = hardenRegExp(new primordials.RegExp(pattern.source, pattern.flags));
    lazyRegExps.set(pattern, hardened);
  }
  return hardened;
}

/**
 * The prototype of tables that are many: as good as none, but the engine shares shapes between its objects; one that has no
 * prototype at all is a dictionary of its own. inspect() shows them as objects without prototype.
 */
const tablePrototype = { __proto__: null };

module.exports = {
  assertCrypto,
  assertTypeScript,
  assignFunctionName,
  cachedResult,
  constructSharedArrayBuffer,
  convertProcessSignalToExitCode,
  convertToValidSignal,
  customInspectSymbol,
  customPromisifyArgs,
  decorateErrorStack,
  defineLazyProperties,
  defineOperation,
  defineReplaceableLazyAttribute,
  deprecate,
  deprecateInstantiation,
  deprecateProperty,
  emitExperimentalWarning,
  encodingsMap,
  exposeInterface,
  exposeLazyInterfaces,
  exposeNamespace: exposeInterface,
  filterDuplicateStrings,
  getCIDR,
  getConstructorOf,
  getCWDURL,
  getDeprecationWarningEmitter,
  getLazy,
  getStructuredStack,
  warnOfModule,
  getSystemErrorMap,
  getSystemErrorMessage,
  getSystemErrorName,
  guessHandleType,
  isError,
  isInsideNodeModules,
  isMacOS,
  isPendingDeprecation,
  isUnderNodeModules,
  isWindows,
  join,
  kEmptyObject,
  kEnumerableProperty,
  kIsEncodingSymbol: Symbol('kIsEncodingSymbol'),
  kVmBreakFirstLineSymbol: Symbol('kVmBreakFirstLineSymbol'),
  lazy: getLazy,
  lazyDOMException,
  lazyDOMExceptionClass,
  normalizeEncoding,
  once,
  pendingDeprecate,
  readOnly,
  promisify,
  removeColors,
  setOwnProperty,
  setupCoverageHooks() {},
  SideEffectFreeRegExpPrototypeExec: (pattern, text) => RegExpPrototypeExec(pattern, text),
  SideEffectFreeRegExpPrototypeSymbolReplace: (pattern, text, replacement) =>
    RegExpPrototypeSymbolReplace(harden(pattern), text, replacement),
  SideEffectFreeRegExpPrototypeSymbolSplit: (pattern, text, limit) =>
    RegExpPrototypeSymbolSplit(harden(pattern), text, limit),
  sleep,
  spliceOne,
  tablePrototype,
  WeakReference,
};
