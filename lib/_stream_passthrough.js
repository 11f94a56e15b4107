// SPDX-License-Identifier: MIT
// The old name of require('stream').PassThrough.
'use strict';

module.exports = require('stream').PassThrough;
