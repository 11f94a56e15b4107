// SPDX-License-Identifier: MIT
// With --expose-internals: what tests of internals may look at.
'use strict';

// The library keeps what it uses.
const all = { __proto__: null };
internalBinding('builtins').compile('internal/boot/primordials')(
  {}, undefined, {}, process, () => ({ primordialNames() {} }), all);

module.exports = { internalBinding, primordials: all };
