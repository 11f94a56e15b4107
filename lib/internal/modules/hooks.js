// SPDX-License-Identifier: MIT
// module.registerHooks(): hooks that run in the same thread, for require() and import alike.
'use strict';

const { ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeSplice } = primordials;

const { hooks } = require('internal/modules/hooks_state');

/** What registerHooks() gives back. */
class ModuleHooks {
  #resolve;
  #load;

  constructor(resolve, load) {
    this.#resolve = resolve;
    this.#load = load;
    if (resolve !== undefined) ArrayPrototypePush(hooks.resolve, resolve);
    if (load !== undefined) ArrayPrototypePush(hooks.load, load);
  }

  /** Takes the hooks out again. */
  deregister() {
    remove(hooks.resolve, this.#resolve);
    remove(hooks.load, this.#load);
  }
}

function remove(list, fn) {
  const at = fn === undefined ? -1 : ArrayPrototypeIndexOf(list, fn);
  if (at !== -1) ArrayPrototypeSplice(list, at, 1);
}

/**
 * @param {{ resolve?: Function, load?: Function }} options
 * @returns {ModuleHooks}
 */
function registerHooks(options) {
  const { validateFunction, validateObject } = require('internal/validators');
  validateObject(options, 'hooks');
  const { resolve, load } = options;
  if (resolve !== undefined) validateFunction(resolve, 'hooks.resolve');
  if (load !== undefined) validateFunction(load, 'hooks.load');
  return new ModuleHooks(resolve, load);
}

function invalidReturn(expected, hook, value) {
  const { codes: { ERR_INVALID_RETURN_VALUE } } = require('internal/errors');
  return new ERR_INVALID_RETURN_VALUE(expected, hook, value);
}
function invalidProperty(expected, hook, key, value) {
  const { codes: { ERR_INVALID_RETURN_PROPERTY_VALUE } } = require('internal/errors');
  return new ERR_INVALID_RETURN_PROPERTY_VALUE(expected, hook, key, value);
}

// Runs the chain from its last member on; `last` is the default step.
function runChain(list, name, specifier, context, last, check) {
  const chain = [...list];
  function step(index, value, current) {
    if (index < 0) return last(value, current);
    let called = false;
    const next = (nextValue = value, nextContext) => {
      called = true;
      return step(index - 1, nextValue, nextContext === undefined ? current : { ...current, ...nextContext });
    };
    const result = chain[index](value, current, next);
    if (result === null || typeof result !== 'object') throw invalidReturn('an object', name, result);
    // Whoever leaves out the others has to say so.
    if (!called && !result.shortCircuit) throw invalidProperty('true', name, 'shortCircuit', result.shortCircuit);
    check(result, name);
    return result;
  }
  return step(chain.length - 1, specifier, context);
}

function checkResolve({ url, format, importAttributes }, name) {
  if (typeof url !== 'string') throw invalidProperty('a URL string', name, 'url', url);
  checkFormat(format, name);
  if (importAttributes !== undefined && importAttributes !== null && typeof importAttributes !== 'object') {
    throw invalidProperty('an object', name, 'importAttributes', importAttributes);
  }
}

/** @returns {{ url: string, format?: string, importAttributes?: object }} */
function resolveWithHooks(specifier, parentURL, importAttributes, conditions, last) {
  const context = { parentURL, importAttributes, conditions };
  const standard = (name, given) => {
    const result = last(name, given);
    return { url: result.url, format: result.format, importAttributes: result.importAttributes ?? given.importAttributes };
  };
  return runChain(hooks.resolve, 'resolve', specifier, context, standard, checkResolve);
}

function checkFormat(format, name) {
  if (format !== undefined && format !== null && typeof format !== 'string') {
    throw invalidProperty('a string', name, 'format', format);
  }
}

function checkLoad({ source, format }, name) {
  const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
  if (format === null) throw invalidProperty('a string', name, 'format', format);
  checkFormat(format, name);
  if (format === 'builtin' || format === 'commonjs') return;
  if (typeof source !== 'string' && !isAnyArrayBuffer(source) && !isArrayBufferView(source)) {
    throw invalidProperty('a string, an ArrayBuffer, or a TypedArray', name, 'source', source);
  }
}

/** @returns {{ source: any, format?: string }} */
function loadWithHooks(url, format, importAttributes, conditions, last) {
  const context = { format, importAttributes, conditions };
  return runChain(hooks.load, 'load', url, context, last, checkLoad);
}

module.exports = { registerHooks, resolveWithHooks, loadWithHooks };
