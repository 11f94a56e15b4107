// SPDX-License-Identifier: MIT
// escape() agrees with encodeURIComponent for every ASCII character, alone and among others.
'use strict';
const assert = require('assert');
const { escape, stringify } = require('querystring');

for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  assert.strictEqual(escape(char), encodeURIComponent(char));
  assert.strictEqual(escape(`a${char}b${char}`), encodeURIComponent(`a${char}b${char}`));
}
assert.strictEqual(escape('a b ü &'), encodeURIComponent('a b ü &'));
assert.strictEqual(escape(''), '');
assert.throws(() => escape('a \ud800'), { code: 'ERR_INVALID_URI' });
assert.strictEqual(stringify({ 'a b': ['1 2', true, 3n], 'c': '' }), 'a%20b=1%202&a%20b=true&a%20b=3&c=');
