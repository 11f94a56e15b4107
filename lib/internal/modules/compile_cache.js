// SPDX-License-Identifier: MIT
// Compiled code of the program's modules, kept on disk between runs: module.enableCompileCache(),
// NODE_COMPILE_CACHE. The loaders look at `state.enabled` only.
'use strict';

module.exports = { __proto__: null, enabled: false };
