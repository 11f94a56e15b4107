// SPDX-License-Identifier: MIT
// What a load hook returns is not compared with the attributes of the import: hooks may give them a meaning.
'use strict';

const assert = require('node:assert');
const { registerHooks } = require('node:module');

registerHooks({
  resolve: (specifier, context, next) => (specifier.startsWith('x:') ? { url: specifier, shortCircuit: true } : next(specifier)),
  load(url, { importAttributes }, next) {
    if (!url.startsWith('x:')) return next(url);
    if (url === 'x:json') return { format: 'json', source: '{"k":1}', shortCircuit: true };
    return { format: 'module', source: `export default ${JSON.stringify(importAttributes)}`, shortCircuit: true };
  },
});

(async () => {
  assert.deepStrictEqual((await import('x:json')).default, { k: 1 });
  assert.deepStrictEqual((await import('x:css', { with: { type: 'css' } })).default, { type: 'css' });
  assert.deepStrictEqual((await import('x:any', { with: { mine: 'yes' } })).default, { mine: 'yes' });
  await assert.rejects(import('../../../deps/package.json'), { code: 'ERR_IMPORT_ATTRIBUTE_MISSING' });
})().then(() => process.exit(0));
