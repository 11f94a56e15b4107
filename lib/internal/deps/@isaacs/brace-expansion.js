// SPDX-License-Identifier: MIT
'use strict';
// minimatch asks for this package by name.

module.exports = require('internal/deps/@isaacs/brace-expansion/dist/commonjs/index');
