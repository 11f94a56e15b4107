// SPDX-License-Identifier: MIT
'use strict';

// require('console') is the global console, with the class Console on it.

module.exports = require('internal/console/global');
