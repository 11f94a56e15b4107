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

  class NodeEnvironmentFlagsSet extends Set {
    constructor() {
      super();
      for (const flag of flags) super.add(flag);
    }

    /** Nothing can be added, nothing removed. */
    add() { return this; }
    delete() { return false; }
    clear() {}

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
