// SPDX-License-Identifier: MIT
// join() is normalize() of what it puts together, whichever way it takes.
'use strict';

const assert = require('assert');
const path = require('path').posix;

const parts = ['', '.', '..', '/', 'a', 'bc', './a', '../a', 'a/..', 'a/', '/a', '//a', 'a//b', 'a/./b', '.a', '..a', '...',
  '../..', '../../x', '/..', '/.', './', '../', 'a/b/c', 'x/.b', 'x/..c', '/a/b/', '/.a', 'ä/ü', '../ü'];
for (const a of parts) {
  for (const b of parts) {
    for (const c of parts) {
      const joined = [a, b, c].filter((part) => part !== '').join('/');
      assert.strictEqual(path.join(a, b, c), path.normalize(joined), `${a} ${b} ${c}`);
    }
  }
}
assert.strictEqual(path.join(), '.');
assert.strictEqual(path.join('/srv', 'www', '../files', './a.txt'), '/srv/files/a.txt');
for (const bad of [[1], ['a', null], ['..', {}], ['../x', '..', Symbol.iterator]]) {
  assert.throws(() => path.join(...bad), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
}
