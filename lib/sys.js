// SPDX-License-Identifier: MIT
// node:sys: the old name of node:util.
'use strict';

require('internal/util').warnOfModule('sys is deprecated. Use util instead.', 'DEP0025');

module.exports = require('util');
