// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');
const { fileOf, load } = require('./load');

const dlopen = (file) => process.dlopen({ exports: {} }, file);
assert.throws(() => dlopen(fileOf('needs_v8')), { code: 'ERR_DLOPEN_FAILED', message: /Node-API \(node_api\.h\) only/ });
assert.throws(() => dlopen(fileOf('napi_and_v8')), { code: 'ERR_DLOPEN_FAILED', message: /Node-API \(node_api\.h\) only/ });
assert.throws(() => dlopen(fileOf('no_addon')), {
  code: 'ERR_DLOPEN_FAILED', message: `Module did not self-register: '${fileOf('no_addon')}'.`,
});
assert.throws(() => dlopen('/nowhere.node'), { code: 'ERR_DLOPEN_FAILED', message: /cannot open shared object file/ });
assert.throws(() => process.dlopen({}), { code: 'ERR_MISSING_ARGS' });
assert.strictEqual(load('misses_symbol').sum(2, 3), 5);
