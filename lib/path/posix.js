// SPDX-License-Identifier: MIT
// require('path/posix').
'use strict';

module.exports = require('path').posix;
