// SPDX-License-Identifier: MIT
// registerHooks(): who leaves out the next hook says so with `shortCircuit`; what else a hook returns is checked.
'use strict';

const assert = require('node:assert');
const { registerHooks } = require('node:module');
const { pathToFileURL } = require('node:url');

const file = require.resolve('../../fixtures/testrunner-mocked.js');
const url = pathToFileURL(file).href;

function load(hooks) {
  const registered = registerHooks(hooks);
  try {
    delete require.cache[file];
    return require(file);
  } finally {
    registered.deregister();
  }
}

const code = 'ERR_INVALID_RETURN_PROPERTY_VALUE';
for (const result of [{}, { url }, { url, shortCircuit: false }]) {
  assert.throws(() => load({ resolve: () => result }), {
    code, message: /^Expected true to be returned for the "shortCircuit" from the "resolve" hook but got /,
  });
}
assert.throws(() => load({ load: () => ({ format: 'commonjs', source: '' }) }), { code, message: /"shortCircuit" from the "load" hook/ });
assert.throws(() => load({ resolve: () => ({ url, format: 5, shortCircuit: true }) }), { code, message: /a string .* "format"/ });
assert.throws(() => load({ resolve: () => ({ url, importAttributes: 5, shortCircuit: true }) }),
              { code, message: /an object .* "importAttributes"/ });

assert.deepStrictEqual(load({ resolve: () => ({ url, shortCircuit: true }) }), { real: true });
assert.deepStrictEqual(load({ load: () => ({ format: 'commonjs', source: 'exports.made = 1', shortCircuit: true }) }), { made: 1 });
assert.deepStrictEqual(load({ resolve: (specifier, context, next) => ({ url: next(specifier).url }) }), { real: true });
