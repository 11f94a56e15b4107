// SPDX-License-Identifier: MIT
// normalize() and resolve() where segments are taken back, doubled or left out.
'use strict';
const assert = require('assert');
const { posix } = require('path');

const cases = [
  ['/a/b/../c', '/a/c'], ['/a/../../b', '/b'], ['a/../../b', '../b'], ['../../a/..', '../..'], ['/..', '/'],
  ['a/b/c/../../d/./e', 'a/d/e'], ['a//b/.//c', 'a/b/c'], ['./a', 'a'], ['a/..', '.'], ['a/../b/../..', '..'],
  ['/.a/..b/c...', '/.a/..b/c...'], ['a/b/../../../c/d', '../c/d'], ['x/y/../z/../../w/', 'w/'], ['///', '/'], ['a/./', 'a/'],
];
for (const [path, expected] of cases) assert.strictEqual(posix.normalize(path), expected, path);
assert.strictEqual(posix.resolve('/srv', '../files/3', './a.txt'), '/files/3/a.txt');
assert.strictEqual(posix.resolve('/a/b', 'c/../../d', '', '../e'), '/a/e');
assert.strictEqual(posix.join('a', '..', '..', 'b', 'c'), '../b/c');
assert.throws(() => posix.resolve('/', 3), { code: 'ERR_INVALID_ARG_TYPE', message: /"paths\[1\]" argument/ });
