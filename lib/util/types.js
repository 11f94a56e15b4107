// SPDX-License-Identifier: MIT
// node:util/types
'use strict';

module.exports = require('internal/util/types');
