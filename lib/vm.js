// SPDX-License-Identifier: MIT
// node:vm: scripts and functions compiled from source text, run in this or in other contexts.
'use strict';

const { ReflectApply } = primordials;

const { ContextifyScript, makeContext, compileFunction: compile, measureMemory: measure } =
  internalBinding('contextify');
const {
  codes: { ERR_CONTEXT_NOT_INITIALIZED, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const {
  validateArray, validateBoolean, validateInt32, validateObject, validateOneOf, validateString,
  validateStringArray, validateUint32, validateBuffer,
} = require('internal/validators');
const { kEmptyObject, emitExperimentalWarning } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const { hostSymbolFor, registerCallback, isContext: isContextObject } = require('internal/vm');
const { mainContextSymbol } = require('internal/modules/esm/default_host');
const { getOptionValue, refuseInSnapshot } = require('internal/options');

const kDontContextify = Symbol('vm_context_no_contextify');
let contextNumber = 1;

/**
 * @param {object} object
 * @returns {boolean} whether createContext() has been called on it
 */
function isContext(object) {
  if (object === null || typeof object !== 'object') throw new ERR_INVALID_ARG_TYPE('object', 'Object', object);
  return isContextObject(object);
}

function validateContext(contextifiedObject) {
  if (!isContext(contextifiedObject)) {
    throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', contextifiedObject);
  }
}

function checkCachedData(cachedData) {
  if (cachedData !== undefined && !isArrayBufferView(cachedData)) {
    throw new ERR_INVALID_ARG_TYPE('options.cachedData', ['Buffer', 'TypedArray', 'DataView'], cachedData);
  }
}

const kParsingContext = Symbol('script parsing context');

/** Compiled code that can be run many times. */
class Script extends ContextifyScript {
  constructor(code, options = kEmptyObject) {
    code = `${code}`;
    if (typeof options === 'string') options = { filename: options };
    else validateObject(options, 'options');
    const {
      filename = 'evalmachine.<anonymous>', lineOffset = 0, columnOffset = 0, cachedData,
      produceCachedData = false, importModuleDynamically, [kParsingContext]: parsingContext,
    } = options;
    validateString(filename, 'options.filename');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    checkCachedData(cachedData);
    validateBoolean(produceCachedData, 'options.produceCachedData');
    const symbol = hostSymbolFor(importModuleDynamically, filename);
    super(code, filename, lineOffset, columnOffset, cachedData, produceCachedData, parsingContext, symbol);
    registerCallback(symbol, importModuleDynamically, this);
  }

  runInThisContext(options) {
    const args = runArguments(null, options);
    return args[3] && hasSigintListeners() ? withoutSigintListeners(this, args) : ReflectApply(runInContextNative, this, args);
  }

  runInContext(contextifiedObject, options) {
    validateContext(contextifiedObject);
    const args = runArguments(contextifiedObject, options);
    return args[3] && hasSigintListeners() ? withoutSigintListeners(this, args) : ReflectApply(runInContextNative, this, args);
  }

  runInNewContext(contextObject, options) {
    const context = createContext(contextObject, contextOptions(options));
    return this.runInContext(context, options);
  }
}

const runInContextNative = ContextifyScript.prototype.runInContext;

// What the native function takes. The methods call it themselves, so that a stack trace has no frame in between.
function runArguments(context, options = kEmptyObject) {
  validateObject(options, 'options');
  let { timeout } = options;
  if (timeout === undefined) timeout = -1;
  else validateUint32(timeout, 'options.timeout', true);
  const { displayErrors = true, breakOnSigint = false } = options;
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  return [context, timeout, displayErrors, breakOnSigint];
}

function hasSigintListeners() {
  return process.listenerCount('SIGINT') > 0;
}

// While a script may be interrupted, the program's own SIGINT listeners rest.
function withoutSigintListeners(script, args) {
  const listeners = process.rawListeners('SIGINT');
  process.removeAllListeners('SIGINT');
  try {
    return ReflectApply(runInContextNative, script, args);
  } finally {
    for (const listener of listeners) process.addListener('SIGINT', listener);
  }
}

function contextOptions(options) {
  if (!options) return {};
  const result = {
    name: options.contextName,
    origin: options.contextOrigin,
    codeGeneration: undefined,
    microtaskMode: options.microtaskMode,
  };
  if (result.name !== undefined) validateString(result.name, 'options.contextName');
  if (result.origin !== undefined) validateString(result.origin, 'options.contextOrigin');
  if (options.contextCodeGeneration !== undefined) {
    validateObject(options.contextCodeGeneration, 'options.contextCodeGeneration');
    const { strings, wasm } = options.contextCodeGeneration;
    if (strings !== undefined) validateBoolean(strings, 'options.contextCodeGeneration.strings');
    if (wasm !== undefined) validateBoolean(wasm, 'options.contextCodeGeneration.wasm');
    result.codeGeneration = { strings, wasm };
  }
  if (options.microtaskMode !== undefined) {
    validateString(options.microtaskMode, 'options.microtaskMode');
    validateOneOf(options.microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
  }
  return result;
}

/**
 * Makes a context whose global object shows the properties of contextObject.
 * @param {object|symbol} [contextObject] vm.constants.DONT_CONTEXTIFY: an ordinary global
 * @param {object} [options]
 * @returns {object} contextObject, or the global
 */
function createContext(contextObject = {}, options = kEmptyObject) {
  const vanilla = contextObject === kDontContextify;
  if (!vanilla) {
    if (isContext(contextObject)) return contextObject;
  }
  refuseInSnapshot('vm.createContext()');
  validateObject(options, 'options');
  const { name = `VM Context ${contextNumber++}`, origin, codeGeneration, microtaskMode, importModuleDynamically } =
    options;
  validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  if (codeGeneration !== undefined) validateObject(codeGeneration, 'options.codeGeneration');
  const { strings = true, wasm = true } = codeGeneration ?? kEmptyObject;
  validateBoolean(strings, 'options.codeGeneration.strings');
  validateBoolean(wasm, 'options.codeGeneration.wasm');
  validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
  const symbol = hostSymbolFor(importModuleDynamically, name);
  const result = makeContext(vanilla ? undefined : contextObject, strings, wasm, microtaskMode === 'afterEvaluate', symbol);
  registerCallback(symbol, importModuleDynamically, result);
  internalBinding('inspector').contextMade(result, name, origin ?? '');
  const proto = getOptionValue('--disable-proto');
  if (proto) disableProto(result, proto);
  return result;
}

// --disable-proto holds in every context.
function disableProto(context, mode) {
  const prototype = new Script('Object.prototype').runInContext(context);
  require('internal/process/prepare_modules').disableProto(mode, prototype);
}

function createScript(code, options) {
  return new Script(code, options);
}

function scriptOptions(options, context) {
  if (typeof options === 'string') return { filename: options, [kParsingContext]: context };
  return { ...options, [kParsingContext]: context };
}

function runInContext(code, contextifiedObject, options) {
  validateContext(contextifiedObject);
  options = scriptOptions(options, contextifiedObject);
  return createScript(code, options).runInContext(contextifiedObject, options);
}

function runInNewContext(code, contextObject, options) {
  if (typeof options === 'string') options = { filename: options };
  contextObject = createContext(contextObject, contextOptions(options));
  options = scriptOptions(options, contextObject);
  return createScript(code, options).runInNewContext(contextObject, options);
}

function runInThisContext(code, options) {
  if (typeof options === 'string') options = { filename: options };
  return createScript(code, options).runInThisContext(options);
}

/**
 * Compiles source text as the body of a function.
 * @param {string} code
 * @param {string[]} [params] names of its parameters
 * @param {object} [options]
 * @returns {Function}
 */
function compileFunction(code, params, options = kEmptyObject) {
  validateString(code, 'code');
  validateObject(options, 'options');
  if (params !== undefined) validateStringArray(params, 'params');
  const {
    filename = '', columnOffset = 0, lineOffset = 0, cachedData, produceCachedData = false, parsingContext,
    contextExtensions = [], importModuleDynamically,
  } = options;
  validateString(filename, 'options.filename');
  validateInt32(columnOffset, 'options.columnOffset');
  validateInt32(lineOffset, 'options.lineOffset');
  if (cachedData !== undefined) validateBuffer(cachedData, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
  if (parsingContext !== undefined) {
    if (parsingContext === null || typeof parsingContext !== 'object' || !isContextObject(parsingContext)) {
      throw new ERR_INVALID_ARG_TYPE('options.parsingContext', 'Context', parsingContext);
    }
  }
  validateArray(contextExtensions, 'options.contextExtensions');
  contextExtensions.forEach((extension, i) => {
    if (extension === null || typeof extension !== 'object' || Array.isArray(extension)) {
      throw new ERR_INVALID_ARG_TYPE(`options.contextExtensions[${i}]`, 'object', extension);
    }
  });
  const symbol = hostSymbolFor(importModuleDynamically, filename);
  const result = compile(code, filename, lineOffset, columnOffset, cachedData, produceCachedData, parsingContext,
                         contextExtensions, params, symbol);
  const fn = result.function;
  if (result.cachedDataProduced !== undefined) fn.cachedDataProduced = result.cachedDataProduced;
  if (result.cachedData !== undefined) fn.cachedData = result.cachedData;
  if (result.cachedDataRejected !== undefined) fn.cachedDataRejected = result.cachedDataRejected;
  registerCallback(symbol, importModuleDynamically, fn);
  return fn;
}

/** Memory of the contexts, as V8 knows it. */
function measureMemory(options = kEmptyObject) {
  emitExperimentalWarning('vm.measureMemory');
  validateObject(options, 'options');
  const { mode = 'summary', execution = 'default' } = options;
  validateOneOf(mode, 'options.mode', ['summary', 'detailed']);
  validateOneOf(execution, 'options.execution', ['default', 'eager']);
  const result = measure(mode === 'detailed', execution === 'eager');
  return result ?? Promise.reject(new ERR_CONTEXT_NOT_INITIALIZED());
}

const constants = Object.freeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: mainContextSymbol,
  DONT_CONTEXTIFY: kDontContextify,
});

module.exports = {
  Script,
  createContext,
  createScript,
  runInContext,
  runInNewContext,
  runInThisContext,
  isContext,
  compileFunction,
  measureMemory,
  constants,
};

if (getOptionValue('--experimental-vm-modules')) {
  Object.assign(module.exports, require('internal/vm/module').publicModules);
}
