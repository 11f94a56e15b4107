// SPDX-License-Identifier: MIT
// package.json "exports": conditions, patterns, excluded paths, self-reference.
'use strict';

const assert = require('node:assert');
const { mkdirSync, mkdtempSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { tmpdir } = require('node:os');
const { createRequire } = require('node:module');

const dir = mkdtempSync(join(tmpdir(), 'eddy-'));
const pkg = join(dir, 'node_modules', 'pkg');
mkdirSync(join(pkg, 'lib', 'x'), { recursive: true });
writeFileSync(join(pkg, 'package.json'), JSON.stringify({
  name: 'pkg',
  exports: {
    '.': { import: './i.mjs', require: './r.js' }, './f/*': './lib/*.js', './f/x/*': './lib/x/*.js', './f/private': null,
  },
}));
writeFileSync(join(pkg, 'r.js'), 'module.exports = "r"; exports.self = () => require("pkg/f/a");');
writeFileSync(join(pkg, 'lib', 'a.js'), 'module.exports = "a"');
writeFileSync(join(pkg, 'lib', 'x', 'b.js'), 'module.exports = "b"');
const req = createRequire(join(dir, 'main.js'));
assert.strictEqual(req('pkg'), 'r');
assert.strictEqual(req('pkg/f/a'), 'a');
assert.strictEqual(req('pkg/f/x/b'), 'b');
assert.throws(() => req('pkg/f/private'), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
assert.throws(() => req('pkg/lib/a.js'), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
assert.throws(() => req('pkg/f/none'), { code: 'MODULE_NOT_FOUND' });
