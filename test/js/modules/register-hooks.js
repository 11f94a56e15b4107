// SPDX-License-Identifier: MIT
// module.registerHooks(): resolve and load, for require and import, until deregister().
'use strict';

const assert = require('node:assert');
const { registerHooks } = require('node:module');

const hooks = registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'virtual:x') return { url: 'virtual:x', format: 'commonjs', shortCircuit: true };
    return next(specifier, context);
  },
  load(url, context, next) {
    if (url === 'virtual:x') return { format: 'commonjs', source: 'exports.answer = 42;', shortCircuit: true };
    return next(url, context);
  },
});
assert.strictEqual(require('virtual:x').answer, 42);
hooks.deregister();
assert.throws(() => require('virtual:y'), { code: 'MODULE_NOT_FOUND' });
