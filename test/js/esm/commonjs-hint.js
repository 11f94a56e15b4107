// SPDX-License-Identifier: MIT
// What require() would have found is named in the error of import(): as the specifier should be, and not for a package that imports
// itself, where require() has another file.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-hint-')));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
for (const dir of ['lib', 'node_modules/dep/lib']) fs.mkdirSync(path.join(folder, dir), { recursive: true });
for (const name of ['lib/a.js', 'node_modules/dep/lib/b.js']) fs.writeFileSync(path.join(folder, name), '');
fs.writeFileSync(path.join(folder, 'package.json'), '{"name":"itself","exports":{"import":"./none.mjs","require":"./lib/a.js"}}');
fs.writeFileSync(path.join(folder, 'lib/load.mjs'), 'export default (specifier) => import(specifier);');

(async () => {
  const { default: load } = await import(pathToFileURL(path.join(folder, 'lib/load.mjs')));
  const hint = async (specifier) => {
    const error = await load(specifier).then(assert.fail, (reason) => reason);
    assert.strictEqual(error.code, 'ERR_MODULE_NOT_FOUND');
    return error.message.split('\n')[1];
  };
  const file = path.join(folder, 'lib/a');
  assert.strictEqual(await hint('dep/lib/b'), 'Did you mean to import "dep/lib/b.js"?');
  assert.strictEqual(await hint(file), `Did you mean to import "${file}.js"?`);
  assert.strictEqual(await hint(`${pathToFileURL(file)}`), `Did you mean to import "${file}.js"?`);
  assert.strictEqual(await hint('itself'), undefined);
})();
