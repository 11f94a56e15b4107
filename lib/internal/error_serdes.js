// SPDX-License-Identifier: MIT
// Turns whatever was thrown into bytes and back, for the 'error' event of a Worker: errors keep class, stack
// and own properties; what cannot be cloned arrives as the text that inspect() makes of it.
'use strict';

const { serialize, deserialize } = require('v8');

const classes = { __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

const isError = (value) => require('internal/util/types').isNativeError(value) || value instanceof Error;

function className(error) {
  for (let at = error; at !== null; at = Object.getPrototypeOf(at)) {
    let name;
    try {
      name = Object.getOwnPropertyDescriptor(at, 'constructor')?.value?.name;
    } catch {
      continue;
    }
    if (name in classes) return name;
  }
  return 'Error';
}

function isCloneable(value) {
  try {
    serialize(value);
    return true;
  } catch {
    return false;
  }
}

function describe(error, depth) {
  const properties = {};
  for (let at = error; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const key of Object.getOwnPropertyNames(at)) {
      if (key === 'constructor' || key === '__proto__' || key in properties) continue;
      let value;
      try {
        value = error[key];
      } catch {
        continue;
      }
      if (typeof value === 'function') continue;
      const enumerable = Object.getOwnPropertyDescriptor(at, key).enumerable;
      if (isError(value) && depth < 8) properties[key] = { enumerable, error: describe(value, depth + 1) };
      else if (isCloneable(value)) properties[key] = { enumerable, value };
    }
  }
  return { className: className(error), properties };
}

// Its fields are not properties of its own.
function describeDOMException({ name, message, stack, cause }) {
  const nested = isError(cause) ? { error: describe(cause, 1) } : isCloneable(cause) ? { value: cause } : undefined;
  // Without the source line that was put in front: it is the library's.
  return { name, message, stack: stack.slice(Math.max(0, stack.indexOf(`${name}: ${message}`))), cause: nested };
}

function rebuildDOMException({ name, message, stack, cause }) {
  const { DOMException } = require('internal/dom_exception');
  const value = cause?.error !== undefined ? rebuild(cause.error) : cause?.value;
  const error = new DOMException(message, value === undefined ? name : { name, cause: value });
  Object.defineProperty(error, 'stack', { __proto__: null, configurable: true, writable: true, enumerable: false, value: stack });
  return error;
}

const isDOMException = (error) => error instanceof require('internal/dom_exception').DOMException;

function rebuild({ className, properties }) {
  const error = new classes[className]();
  delete error.stack;
  for (const key of Object.keys(properties)) {
    const { enumerable, value, error: nested } = properties[key];
    Object.defineProperty(error, key, {
      __proto__: null, configurable: true, writable: true, enumerable, value: nested ? rebuild(nested) : value,
    });
  }
  return error;
}

/** @param {any} thrown @returns {Buffer} */
function serializeError(thrown) {
  if (isError(thrown) && isDOMException(thrown)) return serialize({ dom: describeDOMException(thrown) });
  if (isError(thrown)) return serialize({ error: describe(thrown, 0) });
  if (isCloneable(thrown)) return serialize({ value: thrown });
  if (typeof thrown === 'symbol') return serialize({ symbol: thrown.description ?? '' });
  const { inspect } = require('internal/util/inspect');
  return serialize({ text: inspect(thrown) });
}

/** @param {Uint8Array} bytes */
function deserializeError(bytes) {
  const { dom, error, value, text, symbol } = deserialize(bytes);
  if (dom !== undefined) return rebuildDOMException(dom);
  if (error !== undefined) return rebuild(error);
  if (symbol !== undefined) return Symbol.for(symbol);
  return text ?? value;
}

module.exports = { deserializeError, serializeError };
