// SPDX-License-Identifier: MIT
// A program that replaces fs.readFileSync serves modules from where it likes.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const { join } = require('node:path');

const file = join(fs.mkdtempSync(join(require('node:os').tmpdir(), 'eddy-')), 'm.js');
fs.writeFileSync(file, 'module.exports = "disk"');
const read = fs.readFileSync;
fs.readFileSync = (path, ...rest) => (path === file ? 'module.exports = "memory"' : read(path, ...rest));
assert.strictEqual(require(file), 'memory');
fs.readFileSync = read;
