// SPDX-License-Identifier: MIT
// node:sys: the old name of node:util.
'use strict';

process.emitWarning('sys is deprecated. Use util instead.', 'DeprecationWarning', 'DEP0025');

module.exports = require('util');
