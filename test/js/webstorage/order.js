// Flags: --experimental-webstorage --no-warnings
// SPDX-License-Identifier: MIT
'use strict';
// Keys come in the order of their characters' bytes, of both storages; what is printed of a storage are its items.
const assert = require('assert');
const util = require('util');

for (const key of ['b', 'a', '2', 'zz', 'é', '']) sessionStorage.setItem(key, `${key}v`);
assert.deepStrictEqual(Object.keys(sessionStorage), ['', '2', 'a', 'b', 'zz', 'é']);
assert.strictEqual(sessionStorage.key(2), 'a');
sessionStorage.removeItem('a');
sessionStorage.setItem('c', 'cv');
assert.deepStrictEqual([sessionStorage.key(2), sessionStorage.key(3)], ['b', 'c']);
assert.throws(() => sessionStorage.key(1n), TypeError);
sessionStorage.clear();
assert.strictEqual(sessionStorage.key(0), null);
sessionStorage.a = 1;
assert.strictEqual(util.inspect(sessionStorage), "Storage { a: '1' }");
