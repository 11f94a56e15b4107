// SPDX-License-Identifier: MIT
// module.findPackageJSON() throws for what cannot be resolved; "exports" that is no text, list or object does not count.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { findPackageJSON, createRequire } = require('node:module');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('node:os').tmpdir(), 'find-')));
const write = (name, text) => {
  fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
  fs.writeFileSync(path.join(dir, name), text);
};
write('package.json', '{"name":"self"}');
write('sub/a.js', '');
write('node_modules/odd/package.json', '{"exports":3,"main":"m.js"}');
write('node_modules/odd/m.js', 'module.exports = "odd"');
write('node_modules/mixed/package.json', '{"exports":{".":"./a.js","import":"./b.js"}}');

const base = path.join(dir, 'main.mjs');
const own = path.join(dir, 'package.json');
for (const from of [base, pathToFileURL(base).href, pathToFileURL(base)]) {
  assert.strictEqual(findPackageJSON('odd', from), path.join(dir, 'node_modules/odd/package.json'));
  assert.strictEqual(findPackageJSON('./sub/a.js', from), own);
  assert.strictEqual(findPackageJSON('./sub', from), own);
  assert.throws(() => findPackageJSON('none', from), { code: 'ERR_MODULE_NOT_FOUND', message: `Cannot find package 'none' imported from ${base}` });
  assert.throws(() => findPackageJSON('fs', from), { code: 'ERR_MODULE_NOT_FOUND' });
  assert.throws(() => findPackageJSON('./none.js', from), { code: 'ERR_MODULE_NOT_FOUND' });
}
assert.throws(() => findPackageJSON('odd'), { code: 'ERR_INVALID_URL' });

const require_ = createRequire(base);
assert.strictEqual(require_('odd'), 'odd');
write('main.mjs', 'export default (specifier) => import(specifier);');
write('plain', '');
import(base).then(async ({ default: load }) => {
  await assert.rejects(load('mixed'), { code: 'ERR_INVALID_PACKAGE_CONFIG', message: new RegExp(`while importing ${pathToFileURL(base)}\\. "exports"`) });
  await assert.rejects(load('./plain/'), { code: 'ERR_UNSUPPORTED_DIR_IMPORT' });
}).finally(() => fs.rmSync(dir, { recursive: true }));
