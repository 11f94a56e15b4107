// SPDX-License-Identifier: MIT
// import of a CommonJS module sees what the module exported when it was loaded, not what is put into require.cache later.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-exports-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'a.cjs');
fs.writeFileSync(file, 'module.exports = 1;\n');
require(file);
require.cache[require.resolve(file)].exports = 2;
assert.strictEqual(require(file), 2);
import(file).then((namespace) => assert.strictEqual(namespace.default, 1));
