// SPDX-License-Identifier: MIT
// A URL and its searchParams follow each other.
'use strict';
const assert = require('node:assert');

const url = new URL('http://h/?a=1&b=%zz+x&a=%F0%9F%98%80');
const params = url.searchParams;
assert.deepStrictEqual([...params], [['a', '1'], ['b', '%zz x'], ['a', '😀']]);
params.append('ä', '~*\'');
assert.strictEqual(url.search, '?a=1&b=%25zz+x&a=%F0%9F%98%80&%C3%A4=%7E*%27');
params.delete('a', '1');
url.pathname = '/p';
assert.strictEqual(url.href, 'http://h/p?b=%25zz+x&a=%F0%9F%98%80&%C3%A4=%7E*%27');
url.search = '?q=1';
assert.strictEqual(params.get('q'), '1');
assert.strictEqual(params.size, 1);
url.href = 'http://i/';
assert.strictEqual(params.size, 0);
params.set('z', '\ud800');
assert.strictEqual(`${url}`, 'http://i/?z=%EF%BF%BD');
params.append('a', '');
params.sort();
assert.strictEqual(url.search, '?a=&z=%EF%BF%BD');
