// SPDX-License-Identifier: MIT
'use strict';
// brace-expansion asks for this package by name.

module.exports = require('internal/deps/@isaacs/balanced-match/dist/commonjs/index');
