// SPDX-License-Identifier: MIT
// URLPattern: its properties are patterns in their usual form, with text as the URL parser writes it.
'use strict';
const assert = require('node:assert');

const names = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];
const table = [
  [['https://example.com/a/../b?q#h'], ['https', '*', '*', 'example.com', '', '/b', 'q', 'h']],
  [['https://EXAMPLE.com'], ['https', '*', '*', 'example.com', '', '*', '*', '*']],
  [['https://example.com#'], ['https', '*', '*', 'example.com', '', '/', '', '']],
  [['https://u\\:p@x:8080'], ['https', 'u', 'p', 'x', '8080', '*', '*', '*']],
  [['https://{sub.}?ex.com/foo'], ['https', '*', '*', '{sub.}?ex.com', '', '/foo', '*', '*']],
  [['?a#b', 'https://x/y'], ['https', '*', '*', 'x', '', '/y', 'a', 'b']],
  [['data\\:text'], ['data', '*', '*', '', '', 'text', '*', '*']],
  [[{ protocol: 'https:', port: '443' }], ['https', '*', '*', '*', '', '*', '*', '*']],
  [[{ username: 'é', password: ':' }, {}], null],
  [[{ username: 'é', password: '\\:' }], ['*', '%C3%A9', '%3A', '*', '*', '*', '*', '*']],
  [[{ hostname: 'é.com' }], ['*', '*', '*', 'xn--9ca.com', '*', '*', '*', '*']],
  [[{ hostname: '[\\:\\:AB]' }], ['*', '*', '*', '[\\:\\:ab]', '*', '*', '*', '*']],
  [[{ hostname: '[\\:\\:xyz]' }], null],
  [[{ hostname: 'a b' }], null],
  [[{ hostname: 'a\tb' }], ['*', '*', '*', 'ab', '*', '*', '*', '*']],
  [[{ hostname: 'x/y' }], ['*', '*', '*', 'x', '*', '*', '*', '*']],
  [[{ port: '8\t0x' }], ['*', '*', '*', '*', '80', '*', '*', '*']],
  [[{ port: '65536' }], null],
  [[{ port: 'x' }], null],
  [[{ protocol: '1' }], null],
  [[{ pathname: 'é b' }], ['*', '*', '*', '*', '*', '%C3%A9%20b', '*', '*']],
  [[{ protocol: 'data', pathname: '/a/../é b' }], ['data', '*', '*', '*', '*', '/a/../%C3%A9 b', '*', '*']],
  [[{ pathname: 'c/:x', baseURL: 'https://h:1/a/b?q#f' }], ['https', '*', '*', 'h', '1', '/a/c/:x', '*', '*']],
  [[{ baseURL: 'https://u:p@h/a(b)?q*' }], ['https', '*', '*', 'h', '', '/a\\(b\\)', 'q\\*', '']],
  [[{ search: '?é', hash: '#`' }], ['*', '*', '*', '*', '*', '*', '%C3%A9', '%60']],
  [[{ pathname: '/(.*)/{:x}/{a}/:y(.*)' }], ['*', '*', '*', '*', '*', '/*/{:x}/a/:y(.*)', '*', '*']],
  [[{ pathname: ':a{b}:c\\d{/:e}{:f}g{:h.}?' }], ['*', '*', '*', '*', '*', '{:a}b{:c}d/:e{:f}g{:h.}?', '*', '*']],
  [[{ pathname: '/:x\t' }], ['*', '*', '*', '*', '*', '/:x', '*', '*']],
  [[{ pathname: '/:\u{20000}\ud800' }], ['*', '*', '*', '*', '*', '/:\u{20000}%EF%BF%BD', '*', '*']],
  [[{ pathname: '/:a/:a' }], null],
  [[{ pathname: '/(a(b))' }], null],
  [[{ pathname: '/(é)' }], null],
  [[{ pathname: '/\\' }], null],
  [[{ pathname: '/{a' }], null],
  [[{ pathname: '/a}' }], null],
  [[{ pathname: '/()' }], null],
  [[{ pathname: '/(?a)' }], null],
  [[{ pathname: '/+' }], null],
];
for (const [args, expected] of table) {
  const text = JSON.stringify(args);
  if (expected === null) {
    assert.throws(() => new URLPattern(...args), { name: 'TypeError', code: 'ERR_INVALID_URL_PATTERN' }, text);
    continue;
  }
  const pattern = new URLPattern(...args);
  assert.deepStrictEqual(names.map((name) => pattern[name]), expected, text);
}
assert.strictEqual(new URLPattern({ hash: '(a)' }).hasRegExpGroups, true);
assert.strictEqual(new URLPattern({ hash: '(.*)', pathname: '/:a([^\\/]+?)' }).hasRegExpGroups, false);
