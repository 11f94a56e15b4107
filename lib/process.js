// SPDX-License-Identifier: MIT
// node:process: the global `process`.
'use strict';

module.exports = process;
