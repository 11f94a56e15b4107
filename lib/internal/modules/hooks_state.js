// SPDX-License-Identifier: MIT
// What module.registerHooks() and source maps have switched on: looked at by the loaders on every load,
// hence apart from the code that does the work.
'use strict';

/** Functions in the order of registration; the last one runs first. */
const hooks = { __proto__: null, resolve: [], load: [] };

/**
 * enabled: stack traces use them (--enable-source-maps, module.setSourceMapsSupport()).
 * recorded: they are looked for when a module is loaded (enabled, or coverage is counted).
 */
const sourceMaps = { __proto__: null, enabled: false, recorded: false };

/** Set under --watch: report(path) for every file that is loaded or was looked for. */
const watching = { __proto__: null, report: null };

/** The functions of internal/modules/compile_cache, while it is on. */
const compiling = { __proto__: null, cache: null };

module.exports = { compiling, hooks, sourceMaps, watching };
