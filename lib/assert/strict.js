// SPDX-License-Identifier: MIT
'use strict';

// require('assert/strict'): assert, whose equal() etc. are the strict ones.

module.exports = require('assert').strict;
