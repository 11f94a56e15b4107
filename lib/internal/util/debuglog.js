// SPDX-License-Identifier: MIT
'use strict';

const { ObjectDefineProperty } = primordials;

// util.debuglog(): messages for people who set NODE_DEBUG. Nothing is read or formatted for others.

const { formatWithOptions } = require('internal/util/format');

let pattern;

/** The sections of NODE_DEBUG as a pattern: names in any case, * for anything. */
function isEnabled(set) {
  pattern ??= toPattern(process.env.NODE_DEBUG);
  return pattern.test(set);
}

function toPattern(sections) {
  if (!sections) return /$^/;
  const text = sections.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*').replaceAll(',', '$|^');
  return new RegExp(`^${text}$`, 'i');
}

/** Reads NODE_DEBUG anew; for the start and for tests. */
function initializeDebugEnv(sections) {
  pattern = toPattern(sections);
}

const loggers = new Map(); // of those that are enabled

function write(set, args) {
  const colors = process.stderr.hasColors?.() ?? false;
  const text = formatWithOptions({ colors }, ...args);
  const id = colors ? `\u001b[33m${process.pid}\u001b[39m` : `${process.pid}`;
  process.stderr.write(`${set} ${id}: ${text}\n`);
}

/**
 * @param {string} set the name of the section
 * @param {(fn: Function) => void} [callback] gets the function that does the work, once it is known
 * @returns {Function & {enabled: boolean}}
 */
function debuglog(set, callback) {
  let name;
  let enabled;
  let fn;
  const test = () => {
    if (enabled === undefined) {
      name = `${set}`.toUpperCase();
      enabled = isEnabled(name);
      if (enabled) warnOfSecrets(name);
    }
    return enabled;
  };
  const logger = (...args) => {
    const on = test();
    fn ??= loggers.get(name);
    if (fn === undefined) {
      fn = on ? (...rest) => write(name, rest) : () => {};
      ObjectDefineProperty(fn, 'enabled', { __proto__: null, get: test, configurable: true, enumerable: true });
      if (on) loggers.set(name, fn);
    }
    if (typeof callback === 'function') {
      callback(fn);
      callback = undefined;
    }
    fn(...args);
  };
  ObjectDefineProperty(logger, 'enabled', { __proto__: null, get: test, configurable: true, enumerable: true });
  return logger;
}

function warnOfSecrets(name) {
  if (name === 'HTTP' || name === 'HTTP2') {
    process.emitWarning(`Setting the NODE_DEBUG environment variable to '${name.toLowerCase()}' can expose sensitive ` +
      'data (such as passwords, tokens and authentication headers) in the resulting log.');
  }
}

module.exports = { debuglog, initializeDebugEnv };
