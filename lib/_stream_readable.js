// SPDX-License-Identifier: MIT
// The old name of require('stream').Readable.
'use strict';

module.exports = require('stream').Readable;
