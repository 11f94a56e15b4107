// SPDX-License-Identifier: MIT
// Flags: --expose-gc
'use strict';
const assert = require('node:assert');
const addon = require('./load').load('values');

assert.deepStrictEqual([undefined, null, true, 1, '', Symbol.iterator, {}, () => {}, 1n].map(addon.typeOf),
  [0, 1, 2, 3, 4, 5, 6, 7, 9]);
assert.strictEqual(addon.reverse('hello'), 'olleh');
assert.throws(() => addon.reverse(1), { name: 'TypeError', code: 'ERR_TEST', message: 'A string was expected' });

// Lent memory goes back when the Buffer is collected, on the loop.
assert.strictEqual(addon.lend().toString(), 'lent');
assert.throws(() => structuredClone(null, { transfer: [addon.lend().buffer] }), { name: 'DataCloneError' });
let turns = 0;
(function again() {
  gc();
  if (addon.released() === 2) return;
  assert(turns++ < 50, 'the finalizers never ran');
  setImmediate(again);
})();
