// SPDX-License-Identifier: MIT
// process.allowedNodeEnvironmentFlags: the options that NODE_OPTIONS may hold, as a frozen Set that knows
// other spellings (`--foo_bar`, `--foo-bar=x`, `foo-bar`).
'use strict';

const replaceUnderscores = (s) => s.replace(/_/g, '-');
const leadingDashes = /^--?/;
const trailingValue = /=.*$/;

function allFlags() {
  const { allowedEnvironmentFlags } = internalBinding('options');
  const { list } = require('internal/process/allowed_flags_list');
  return typeof allowedEnvironmentFlags === 'function' ? allowedEnvironmentFlags() : list;
}

function build() {
  const flags = allFlags();
  const known = new Set(flags), bare = new Set(flags.map((f) => f.replace(leadingDashes, '')));

  // What is in it is `known`: Set.prototype.add.call() changes nothing that can be seen.
  class NodeEnvironmentFlagsSet extends Set {
    constructor() {
      super();
      for (const flag of flags) super.add(flag); // inspect() shows them
    }

    add() { return this; }
    delete() { return false; }
    clear() {}
    get size() { return known.size; }
    entries() { return known.entries(); }
    keys() { return known.keys(); }
    values() { return known.values(); }
    [Symbol.iterator]() { return known.values(); }
    forEach(callback, thisArg) {
      known.forEach((flag) => Reflect.apply(callback, thisArg, [flag, flag, this]));
    }

    has(key) {
      if (typeof key !== 'string') return false;
      key = replaceUnderscores(key);
      if (leadingDashes.test(key)) {
        key = key.replace(trailingValue, '');
        return known.has(key);
      }
      return bare.has(key);
    }
  }
  Object.freeze(NodeEnvironmentFlagsSet.prototype.constructor);
  Object.freeze(NodeEnvironmentFlagsSet.prototype);
  return Object.freeze(new NodeEnvironmentFlagsSet());
}

module.exports = { buildAllowedFlags: build };
