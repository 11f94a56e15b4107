// SPDX-License-Identifier: MIT
// Both loaders ask the fs.realpathSync that a program has put there: build systems keep links as they are that way.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(process.env.TMPDIR || '/tmp', 'realpath-')));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
fs.mkdirSync(path.join(dir, 'real'));
fs.writeFileSync(path.join(dir, 'real/a.js'), 'module.exports = __filename');
fs.writeFileSync(path.join(dir, 'real/b.mjs'), 'export default import.meta.filename');
fs.symlinkSync('real', path.join(dir, 'link'));
const linked = (name) => path.join(dir, 'link', name);

const { realpathSync } = fs;
const asked = [];
fs.realpathSync = (name) => {
  asked.push(name);
  return name;
};
assert.strictEqual(require(linked('a.js')), linked('a.js'));
import(linked('b.mjs')).then((namespace) => {
  assert.strictEqual(namespace.default, linked('b.mjs'));
  assert.deepStrictEqual(asked, [linked('a.js'), linked('b.mjs')]);
  fs.realpathSync = realpathSync;
  assert.strictEqual(require.resolve(linked('b.mjs')), path.join(dir, 'real/b.mjs'));
});
