// SPDX-License-Identifier: MIT
// The old name of require('stream').Writable.
'use strict';

module.exports = require('stream').Writable;
