// SPDX-License-Identifier: MIT
// Both flavours of normalize, resolve and relative, and the parts of a path.
'use strict';
const assert = require('node:assert');
const { posix, win32 } = require('node:path');

assert.strictEqual(posix.normalize('/a//b/./../c/'), '/a/c/');
assert.strictEqual(posix.normalize('../../a'), '../../a');
assert.strictEqual(posix.normalize('/../..'), '/');
assert.strictEqual(posix.normalize('./'), './');
assert.strictEqual(posix.join('a', '', '../..', 'b'), '../b');
assert.strictEqual(posix.resolve('/a', '..', 'b/.c'), '/b/.c');
assert.strictEqual(posix.relative('/a/b/c', '/a/bc'), '../../bc');
assert.strictEqual(posix.relative('/a', '/a/b'), 'b');
assert.strictEqual(posix.relative('/', '/x/y'), 'x/y');
assert.strictEqual(posix.basename('/a/b.js//', '.js'), 'b.js//'.slice(0, 1));
assert.strictEqual(posix.basename('js', '.js'), 'js');
assert.strictEqual(posix.dirname('//a'), '//');
assert.strictEqual(posix.extname('/x/.profile'), '');
assert.deepStrictEqual(posix.parse('/a/b.c.d'),
  { root: '/', dir: '/a', base: 'b.c.d', ext: '.d', name: 'b.c' });

assert.strictEqual(win32.normalize('C:/a/../b\\'), 'C:\\b\\');
assert.strictEqual(win32.normalize('//host/share/../x'), '\\\\host\\share\\x');
assert.strictEqual(win32.normalize('./C:/x'), '.\\C:\\x');
assert.strictEqual(win32.normalize('NUL:/x'), '.\\NUL:x');
assert.strictEqual(win32.join('\\', '\\a'), '\\a');
assert.strictEqual(win32.resolve('C:\\a', 'D:\\b', 'c'), 'D:\\b\\c');
assert.strictEqual(win32.relative('C:\\A\\b', 'c:\\a\\C'), '..\\C');
assert.strictEqual(win32.relative('C:\\a', 'D:\\a'), 'D:\\a');
assert.strictEqual(win32.toNamespacedPath('\\\\host\\share\\x'), '\\\\?\\UNC\\host\\share\\x');
assert.strictEqual(win32.dirname('\\\\host\\share\\'), '\\\\host\\share\\');
assert.strictEqual(win32.basename('C:x.js', '.js'), 'x');
assert.throws(() => posix.join(1), { code: 'ERR_INVALID_ARG_TYPE' });
