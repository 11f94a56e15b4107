// SPDX-License-Identifier: MIT
'use strict';
// DatabaseSync.limits: SQLite's limits of a connection, as an object that reads and sets them.

const check = require('internal/sqlite/check');

// SQLITE_LIMIT_* by the names they have here, in the order of their numbers; of worker threads nothing is said.
const LIMITS = ['length', 'sqlLength', 'column', 'exprDepth', 'compoundSelect', 'vdbeOp', 'functionArg', 'attach',
                'likePatternLength', 'variableNumber', 'triggerDepth'];
const ids = new Map(LIMITS.map((name, i) => [name, i]));
const MOST = 0x7fffffff;

/** The option `limits` of a new database: pairs of number and value. */
function readLimits(limits) {
  const result = [];
  if (limits === undefined) return result;
  check.object(limits, 'options.limits');
  for (const [name, id] of ids) {
    const value = limits[name];
    if (value === undefined) continue;
    if (!check.isInt32(value)) throw check.invalidType(`The "options.limits.${name}" argument must be an integer.`);
    if (value < 0) throw check.outOfRange(`The "options.limits.${name}" argument must be non-negative.`);
    result.push([id, value]);
  }
  return result;
}

function limitOf(value) {
  if (value === Infinity) return MOST;
  if (!check.isInt32(value)) throw check.invalidType('Limit value must be a non-negative integer or Infinity.');
  if (value < 0) throw check.outOfRange('Limit value must be non-negative.');
  return value;
}

/**
 * The object. What it is printed as are the values of the moment it was asked for (`refresh`).
 * @param {object} handle A database of the binding.
 */
function makeLimits(handle) {
  const target = {};
  const refresh = () => {
    for (const [name, id] of ids) target[name] = handle.limit(id, -1);
  };
  const object = new Proxy(target, {
    __proto__: null,
    get(_, name) {
      const id = ids.get(name);
      return id === undefined ? target[name] : target[name] = handle.limit(id, -1);
    },
    set(_, name, value) {
      const id = ids.get(name);
      if (id !== undefined) {
        handle.isOpen() ? handle.limit(id, limitOf(value)) : handle.limit(id, -1);
        value = handle.limit(id, -1);
      }
      target[name] = value;
      return true;
    },
    deleteProperty(_, name) { return ids.has(name) || delete target[name]; },
    defineProperty(_, name, descriptor) { return ids.has(name) || Reflect.defineProperty(target, name, descriptor); },
    preventExtensions() { return false; },
  });
  return { object, refresh };
}

module.exports = { makeLimits, readLimits };
