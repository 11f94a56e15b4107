// SPDX-License-Identifier: MIT
// The old name of require('stream').Transform.
'use strict';

module.exports = require('stream').Transform;
