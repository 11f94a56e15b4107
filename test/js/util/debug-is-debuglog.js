// SPDX-License-Identifier: MIT
// util.debug is another name of util.debuglog.
'use strict';
const assert = require('assert');
const util = require('util');

assert.strictEqual(util.debug, util.debuglog);
assert.strictEqual(util.debug.name, 'debuglog');
assert.strictEqual(util.debuglog('nobody-asked').enabled, false);
