// SPDX-License-Identifier: MIT
// `eddy --check script.js`: compiles the script, runs nothing.
'use strict';

const path = require('path');

require('internal/process/prepare_modules').prepareModules();

const { Module } = require('internal/modules/cjs/loader');
const { readSource } = require('internal/modules/helpers');

const file = path.resolve(process.argv[1]);
process.argv[1] = file;
const filename = Module._findPath(file) || Module._resolveFilename(file, null, true);
require('internal/modules/esm/entry').runWithPreloads(() => {
  require('internal/process/check_syntax').checkSyntax(readSource(filename), filename);
});
