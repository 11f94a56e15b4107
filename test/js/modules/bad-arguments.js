// SPDX-License-Identifier: MIT
// module: wrong arguments are refused, with Node's codes.
'use strict';
const Module = require('node:module');
const check = require('../../fixtures/bad_arguments.js');

const TYPE = 'ERR_INVALID_ARG_TYPE', VALUE = 'ERR_INVALID_ARG_VALUE';

check([
  ['createRequire', 'undef', VALUE], ['createRequire', 'x', VALUE], ['createRequire', 'zero', VALUE], ['createRequire', 'obj', VALUE],
  ['findPackageJSON', '', 'ERR_MISSING_ARGS'], ['findPackageJSON', 'x', 'ERR_INVALID_URL'],
  ['findPackageJSON', 'x zero', TYPE], ['flushCompileCache', 'x', TYPE], ['flushCompileCache', 'null', TYPE],
  ['stripTypeScriptTypes', 'zero', TYPE], ['stripTypeScriptTypes', 'x zero', TYPE], ['setSourceMapsSupport', 'x', TYPE],
  ['enableCompileCache', 'fn', TYPE],
], (name, args) => Module[name](...args));
const local = Module.createRequire(__filename);
check([
  ['require', 'undef', TYPE], ['require', 'empty', VALUE], ['require', 'obj', TYPE], ['require', 'nul', 'MODULE_NOT_FOUND'],
], (_, args) => local(...args));
check([
  ['resolve', 'undef', TYPE], ['resolve', 'sym', TYPE], ['paths', 'undef', TYPE],
], (name, args) => (name === 'paths' ? local.resolve.paths(...args) : local.resolve(...args)));
check([['paths', 'x', VALUE], ['paths', 'zero', VALUE]], (name, [value]) => local.resolve('x', { paths: value }));
check([['SourceMap', 'zero', TYPE], ['SourceMap', 'x', TYPE]], (name, args) => new Module[name](...args));
