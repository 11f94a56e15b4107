// SPDX-License-Identifier: MIT
// process.env: an object whose values are strings, and whose changes reach the environment. The values are
// the proxy's target, so that reading costs nothing.
'use strict';

const {
  ObjectDefineProperty, ObjectGetPrototypeOf, Proxy, ReflectDefineProperty, ReflectDeleteProperty, ReflectGetOwnPropertyDescriptor,
  ReflectOwnKeys,
} = primordials;
const { environment, setEnv } = internalBinding('process_methods');

function toText(value) {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean' &&
      require('internal/options').getOptionValue('--pending-deprecation')) {
    process.emitWarning(
      'Assigning any value other than a string, number, or boolean to a process.env property is deprecated. Please ' +
      'make sure to convert the value to a string before setting process.env with it.', 'DeprecationWarning', 'DEP0104');
  }
  if (typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
  return `${value}`;
}

function put(target, key, value) {
  ObjectDefineProperty(target, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}

function traps(write) {
  return {
    __proto__: null,
    set(target, key, value) {
      if (typeof key === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
      value = toText(value);
      if (key !== '' && !key.includes('=') && !key.includes('\0')) {
        const end = value.indexOf('\0');
        if (end >= 0) value = value.slice(0, end);
        write(key, value);
        put(target, key, value);
      }
      return true;
    },
    defineProperty(target, key, descriptor) {
      const { codes: { ERR_INVALID_OBJECT_DEFINE_PROPERTY } } = require('internal/errors');
      if ('value' in descriptor) {
        if (descriptor.configurable && descriptor.writable && descriptor.enumerable) {
          this.set(target, key, descriptor.value);
          return ReflectDefineProperty(target, key, { __proto__: null, configurable: true });
        }
        throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY(
          "'process.env' only accepts a configurable, writable, and enumerable data descriptor");
      }
      if ('get' in descriptor || 'set' in descriptor) {
        throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY("'process.env' does not accept an accessor(getter/setter) descriptor");
      }
      throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY(
        "'process.env' only accepts a configurable, writable, and enumerable data descriptor");
    },
    deleteProperty(target, key) {
      if (typeof key !== 'symbol') write(key, undefined);
      return ReflectDeleteProperty(target, key);
    },
  };
}

// Set by shareEnv: other threads change the environment too, so each look reads it again.
let shared = false;
let real;

function refresh(target) {
  const list = environment(), names = { __proto__: null };
  for (let i = 0; i < list.length; i += 2) {
    names[list[i]] = true;
    put(target, list[i], list[i + 1]);
  }
  for (const name in target) {
    if (names[name] === undefined) delete target[name];
  }
}

function makeLive({ target, handler }) {
  handler.get = (_, key) => (refresh(target), target[key]);
  handler.has = (_, key) => (refresh(target), key in target);
  handler.ownKeys = () => (refresh(target), ReflectOwnKeys(target));
  handler.getOwnPropertyDescriptor = (_, key) => (refresh(target), ReflectGetOwnPropertyDescriptor(target, key));
}

/** The main thread's: changes reach getenv() and children. */
function realEnv() {
  real = { target: {}, handler: traps(setEnv), proxy: undefined, traced: false };
  refresh(real.target);
  if (shared) makeLive(real);
  if (require('internal/options').getOptionValue('--trace-env')) {
    require('internal/process/env_trace').traceAccesses(real.handler);
    real.traced = true;
  }
  return real.proxy = new Proxy(real.target, real.handler);
}

/**
 * Is `env` process.env as it came, with nothing in it that the environment has not? Then a child that gets the
 * environment gets the same.
 * @param {object} env
 * @returns {boolean}
 */
function isEnvironment(env) {
  if (real === undefined || env !== real.proxy || shared || real.traced) return false;
  const prototype = ObjectGetPrototypeOf(env);
  for (const _ in prototype) return false;
  return true;
}

/** Worker with SHARE_ENV: from now on this thread sees what others set. */
function shareEnv() {
  shared = true;
  if (real !== undefined) makeLive(real);
}

/** A worker's copy: changes stay in it. */
function copiedEnv(values) {
  const target = {};
  for (const key in values) put(target, key, toText(values[key]));
  return new Proxy(target, traps(() => {}));
}

module.exports = { copiedEnv, isEnvironment, realEnv, shareEnv };
