// SPDX-License-Identifier: MIT
'use strict';
// rm removes a tree without following links out of it; errors name what could not be removed.
const assert = require('assert');
const fs = require('fs');

const dir = fs.mkdtempSync(`${require('os').tmpdir()}/rm-`);
fs.mkdirSync(`${dir}/tree/a/b/c`, { recursive: true });
fs.mkdirSync(`${dir}/outside`);
fs.writeFileSync(`${dir}/outside/keep`, '');
fs.symlinkSync(`${dir}/outside`, `${dir}/tree/a/link`);
fs.symlinkSync('nowhere', `${dir}/tree/broken`);
assert.throws(() => fs.rmSync(`${dir}/tree`), { code: 'ERR_FS_EISDIR', name: 'SystemError' });
fs.rmSync(`${dir}/tree/`, { recursive: true });
assert.deepStrictEqual(fs.readdirSync(dir), ['outside']);
assert.ok(fs.existsSync(`${dir}/outside/keep`));
assert.throws(() => fs.rmSync(`${dir}/tree`), { code: 'ENOENT' });
fs.rmSync(`${dir}/tree`, { force: true });
fs.rm(dir, { recursive: true }, (error) => {
  assert.strictEqual(error, null);
  assert.ok(!fs.existsSync(dir));
});
