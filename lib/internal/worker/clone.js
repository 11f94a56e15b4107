// SPDX-License-Identifier: MIT
// The global structuredClone; loaded when it is first touched.
'use strict';

const { structuredClone } = require('internal/worker/js_transferable');
require('internal/worker/io');

module.exports = { structuredClone };
