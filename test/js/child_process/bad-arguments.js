// SPDX-License-Identifier: MIT
// child_process: wrong arguments are refused, with Node's codes; nothing is started.
'use strict';
const cp = require('node:child_process');
const check = require('../../fixtures/bad_arguments.js');

const TYPE = 'ERR_INVALID_ARG_TYPE', VALUE = 'ERR_INVALID_ARG_VALUE', RANGE = 'ERR_OUT_OF_RANGE';

for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync']) {
  check([
    [name, 'undef', TYPE], [name, 'zero', TYPE], [name, 'empty', VALUE], [name, 'nul', VALUE], [name, 'sym', TYPE], [name, 'buf', TYPE],
    [name, 'x true', TYPE], [name, 'x arr zero', TYPE],
  ], (_, args) => cp[name](...args));
  check([[name, 'nul', VALUE]], (_, args) => cp[name]('/nonexist', args));
  check([
    ['cwd', 'zero', TYPE], ['cwd', 'nul', VALUE], ['uid', 'x', TYPE], ['uid', 'frac', TYPE], ['gid', 'big', TYPE],
    ['shell', 'zero', TYPE], ['argv0', 'zero', TYPE], ['argv0', 'nul', VALUE],
    ['killSignal', 'obj', TYPE], ['killSignal', 'x', 'ERR_UNKNOWN_SIGNAL'],
    ['timeout', 'neg', RANGE], ['timeout', 'x', RANGE],
  ], (option, [value]) => cp[name]('/nonexist', [], { [option]: value }));
}
check([['stdio', 'x', VALUE], ['stdio', 'obj', VALUE], ['stdio', 'arrx', 'ERR_INVALID_SYNC_FORK_INPUT']],
  (option, [value]) => cp.spawn('/nonexist', [], { [option]: value }));
check([['maxBuffer', 'neg', RANGE], ['maxBuffer', 'x', RANGE]],
  (option, [value]) => cp.spawnSync('/nonexist', [], { [option]: value }));
check([['signal', 'x', TYPE]], (option, [value]) => cp.spawn('/nonexist', [], { [option]: value }));
check([
  ['exec', 'undef', TYPE], ['exec', 'zero', TYPE], ['exec', 'nul', VALUE], ['execSync', 'undef', TYPE], ['execSync', 'nul', VALUE],
  ['fork', 'undef', TYPE], ['fork', 'zero', TYPE], ['fork', 'nul', VALUE], ['fork', 'x zero', TYPE], ['fork', 'x arr zero', TYPE],
], (name, args) => cp[name](...args));
check([
  ['spawn', 'undef', TYPE], ['spawn', 'zero', TYPE],
], (name, args) => new cp.ChildProcess()[name](...args));
check([['file', 'zero', TYPE], ['args', 'x', TYPE]],
  (name, [value]) => new cp.ChildProcess().spawn({ file: '/nonexist', [name]: value }));
