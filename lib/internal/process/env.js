// SPDX-License-Identifier: MIT
// process.env: an object whose values are strings, and whose changes reach the environment. It keeps its values
// itself, so that reading costs nothing (src/engine/env_object.cc); the functions below are asked for changes.
'use strict';

const {
  ArrayPrototypePush, ObjectGetPrototypeOf, ReflectOwnKeys, StringPrototypeIncludes, StringPrototypeIndexOf, StringPrototypeSlice,
  StringPrototypeToWellFormed, TypeError,
} = primordials;
const { areOptionsGiven } = require('internal/options');
const { environment, getEnv, setEnv } = internalBinding('process_methods');
const { drop, live, make, put } = internalBinding('env_object');

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

/** How the object stands: its values are kept in it, or asked for because other threads change them too. */
const kept = { __proto__: null, object: undefined, live: false, real: false, values: undefined, forceColor: null };

/** As the environment holds a text: up to its first NUL, in UTF-8. */
function stored(text) {
  const end = StringPrototypeIndexOf(text, '\0');
  return StringPrototypeToWellFormed(end < 0 ? text : StringPrototypeSlice(text, 0, end));
}

/** @param {(name: string, value?: string) => void} write to the environment, if this thread may */
function traps(write) {
  function set(key, value) {
    if (typeof key === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
    value = stored(toText(value));
    key = stored(key);
    if (key === '' || StringPrototypeIncludes(key, '=')) return;
    write(key, value);
    if (!kept.live) put(kept.object, key, value);
  }
  return {
    __proto__: null,
    set,
    define(key, value, plain, accessor) {
      if (plain) return set(key, value);
      const { codes: { ERR_INVALID_OBJECT_DEFINE_PROPERTY } } = require('internal/errors');
      throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY(accessor ?
        "'process.env' does not accept an accessor(getter/setter) descriptor" :
        "'process.env' only accepts a configurable, writable, and enumerable data descriptor");
    },
    remove(key) {
      key = stored(key);
      write(key, undefined);
      if (!kept.live) drop(kept.object, key);
    },
  };
}

function makeLive() {
  kept.live = true;
  live(kept.object);
}

/** What a live object is asked besides. */
function addLooks(handler) {
  handler.get = handler.query = (key) => getEnv(key, true);
  handler.list = () => {
    const list = environment(), names = [];
    for (let i = 0; i < list.length; i += 2) ArrayPrototypePush(names, list[i]);
    return names;
  };
}

/** The main thread's: changes reach getenv() and children. */
function realEnv() {
  const handler = traps(setEnv);
  addLooks(handler);
  kept.object = make(handler, kept.object);
  kept.real = true;
  const traced = require('internal/options').getOptionValue('--trace-env');
  if (traced) require('internal/process/env_trace').traceAccesses(handler);
  if (traced || kept.live) {
    makeLive();
    return kept.object;
  }
  const list = environment();
  for (let i = 0; i < list.length; i += 2) put(kept.object, list[i], list[i + 1]);
  return kept.object;
}

/**
 * Is `env` process.env as it came, with nothing in it that the environment has not? Then a child that gets the
 * environment gets the same.
 * @param {object} env
 * @returns {boolean}
 */
function isEnvironment(env) {
  if (!kept.real || env !== kept.object || kept.live) return false;
  const prototype = ObjectGetPrototypeOf(env);
  for (const _ in prototype) return false;
  return true;
}

/** Worker with SHARE_ENV: from now on this thread sees what others set. */
function shareEnv() {
  if (kept.object === undefined) kept.live = true; // as soon as there is one
  else if (kept.real) makeLive();
}

/**
 * Has this thread values of its own, which are not the environment's?
 * @returns {boolean}
 */
function isCopy() {
  return typeof process.env === 'object' && kept.object !== undefined && !kept.real;
}

/**
 * A variable for the library itself: a program that never looks at process.env need not have it made.
 * @param {string} name
 * @returns {string|undefined}
 */
function variable(name) {
  if (kept.object !== undefined || areOptionsGiven()) return process.env?.[name]; // --trace-env
  return kept.values === undefined ? getEnv(name) : kept.values[name];
}

/** variable('FORCE_COLOR'), which console.log() asks for each time. As long as nobody has process.env, nobody changes it. */
function forcedColor() {
  if (kept.object !== undefined || kept.live) return variable('FORCE_COLOR');
  if (kept.forceColor === null) kept.forceColor = variable('FORCE_COLOR');
  return kept.forceColor;
}

/** A worker's variables, of which copiedEnv() makes process.env. */
function useCopy(values) {
  kept.values = values;
}

/** A worker's copy: changes stay in it. */
function copiedEnv() {
  const { values } = kept;
  kept.object = make(traps(() => {}));
  for (const key in values) put(kept.object, key, toText(values[key]));
  return kept.object;
}

/** Before a snapshot is written: the object stays for who holds it, and has the values of the next process then. */
function forget() {
  kept.forceColor = null;
  if (kept.object === undefined || kept.live) return;
  const names = ReflectOwnKeys(kept.object);
  for (let i = 0; i < names.length; i++) drop(kept.object, names[i]);
}

module.exports = {
  copiedEnv, forcedColor, forget, isCopy, isEnvironment, realEnv, shareEnv, useCopy, variable,
};
