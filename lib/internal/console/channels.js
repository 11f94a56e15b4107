// SPDX-License-Identifier: MIT
'use strict';

// The diagnostics channels console.log, console.info … by method. Filled by diagnostics_channel when
// it is loaded: before that nobody can listen, and console need not load it.

module.exports = { log: undefined, info: undefined, debug: undefined, warn: undefined, error: undefined };
