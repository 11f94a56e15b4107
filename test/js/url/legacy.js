// SPDX-License-Identifier: MIT
// url.parse, url.format and url.resolve.
'use strict';
process.noDeprecation = true;
const assert = require('node:assert');
const url = require('node:url');

const parsed = url.parse('HTTP://u:p@Host.com:81\\a b?q=1#h', true);
assert.strictEqual(parsed.href, 'http://u:p@host.com:81/a%20b?q=1#h');
assert.strictEqual(parsed.query.q, '1');
assert.strictEqual(url.parse('//a/b', false, true).host, 'a');
assert.strictEqual(url.parse('mailto:a@b.c').auth, 'a');
assert.throws(() => url.parse('http://a\u2100b/'), { code: 'ERR_INVALID_URL' });
assert.throws(() => url.parse(1), { code: 'ERR_INVALID_ARG_TYPE' });
for (const [from, to, want] of [
  ['http://a/b/c/d;p?q', '../g', 'http://a/b/g'],
  ['http://a/b/c/d;p?q', '?y', 'http://a/b/c/d;p?y'],
  ['/one/two', '../../../three', '/three'],
  ['mailto:a@b.c', '#h', 'mailto:a@b.c#h'],
  ['http://u:p@h/', '//i/x', 'http://i/x'],
]) assert.strictEqual(url.resolve(from, to), want);
assert.strictEqual(url.format({ protocol: 'http', host: 'a', pathname: 'b?', query: { c: [1, 2] } }),
  'http://a/b%3F?c=1&c=2');
assert.strictEqual(url.format(new URL('http://u@xn--fa-hia.de/#h'),
  { unicode: true, auth: false, fragment: false }), 'http://faß.de/');
