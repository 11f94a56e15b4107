// SPDX-License-Identifier: MIT
// `module.require.main` is the main module, as `require.main` is.
'use strict';

const assert = require('node:assert');

assert.strictEqual(module.require.main, module);
assert.strictEqual(require.main, module);
assert.deepStrictEqual(Object.keys(require('node:module').prototype.require), ['main']);
