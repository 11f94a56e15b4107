// SPDX-License-Identifier: MIT
// A format that was used before gives the same with other arguments, more of them, and fewer.
'use strict';
const assert = require('assert');
const { format } = require('util');

for (let i = 0; i < 3; i++) {
  assert.strictEqual(format('%s and %d%%: %j!', 'a', i, { i }), `a and ${i}%: {"i":${i}}!`);
  assert.strictEqual(format('%s and %d%%: %j!', i, 2), `${i} and 2%: %j!`);
  assert.strictEqual(format('%s and %d%%: %j!'), '%s and %d%%: %j!');
  assert.strictEqual(format('%s and %d%%: %j!', 1, 2, 3, 'four', 5), '1 and 2%: 3! four 5');
  // Of the same length.
  assert.strictEqual(format('%d and %s%%: %j!', 1, 2, 3), '1 and 2%: 3!');
  assert.strictEqual(format('%x %s %', i), `%x ${i} %`);
  assert.strictEqual(format(`${'-'.repeat(300)}%s`, i), `${'-'.repeat(300)}${i}`);
}

// A format that uses itself.
const inner = { toString() { return format('%s, %s', 'c', 'd'); } };
assert.strictEqual(format('%s, %s', inner, 'b'), 'c, d, b');
