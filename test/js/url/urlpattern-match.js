// SPDX-License-Identifier: MIT
// URLPattern: what matches what, and what the groups hold.
'use strict';
const assert = require('node:assert');

// [pattern, input, groups of the component named by the key; null: no match]
const table = [
  [[{ pathname: '/a/:id' }], ['https://x/a/3'], { pathname: { id: '3' }, hostname: { 0: 'x' } }],
  [[{ pathname: '/a/:id' }], ['https://x/a/3/4'], null],
  [[{ pathname: '/a/:id?' }], ['https://x/a'], { pathname: { id: undefined } }],
  [[{ pathname: '/a/:id+' }], ['https://x/a/1/2'], { pathname: { id: '1/2' } }],
  [[{ pathname: '/a/:id*' }], ['https://x/a'], { pathname: { id: undefined } }],
  [[{ pathname: '/a/*' }], ['https://x/a/b/c'], { pathname: { 0: 'b/c' } }],
  [[{ pathname: '/a{.:ext}?' }], ['https://x/a.js'], { pathname: { ext: 'js' } }],
  [[{ pathname: '/{a-:n-}+' }], ['https://x/a-1-a-2-'], { pathname: { n: '1-a-2' } }],
  [[{ pathname: '/v(\\d+)' }], ['https://x/v12'], { pathname: { 0: '12' } }],
  [[{ pathname: '/v(\\d+)' }], ['https://x/vx'], null],
  [[{ pathname: '/([[a-z]--[aeiou]])' }], ['https://x/b'], { pathname: { 0: 'b' } }],
  [[{ pathname: '/:__proto__' }], ['https://x/7'], { pathname: { ['__proto__']: '7' } }],
  [[{ hostname: ':sub.example.com' }], ['https://www.example.com/'], { hostname: { sub: 'www' } }],
  [[{ hostname: ':sub.example.com' }], ['https://a.b.example.com/'], null],
  [['https://*.example.com/:page'], ['https://a.b.example.com/x?q#h'], { hostname: { 0: 'a.b' }, hash: { 0: 'h' } }],
  [['https://example.com/'], ['https://example.com:8443/'], null],
  [['https://example.com:443/'], ['https://example.com/'], { port: {} }],
  [['http{s}?://x/'], ['http://x/'], { protocol: {} }],
  [['/b/:c', 'https://x/a/'], ['b/9', 'https://x/'], { pathname: { c: '9' } }],
  [['data\\:text/:type'], ['data:text/plain'], { pathname: { type: 'plain' } }],
  [['http://[\\:\\:1]:80/'], ['http://[::1]/'], { hostname: {} }],
  [['https://u\\:p@x/'], ['https://u:p@x/'], { username: {}, password: {} }],
  [['https://u\\:p@x/'], ['https://u:q@x/'], null],
  [[{ pathname: '/X' }, { ignoreCase: true }], ['https://x/x'], { pathname: {} }],
  [[{ hostname: 'x' }, { ignoreCase: true }], [{ hostname: 'y' }], null],
  [[{ search: 'a=:v' }], [{ search: '?a=1' }], { search: { v: '1' } }],
  [[{ pathname: '/a' }], [{ pathname: 'b/../a', baseURL: 'https://x/' }], { pathname: {} }],
  [[{ port: '80' }], [{ port: 'x' }], null],
  // Node's own: what has no scheme.
  [[{ pathname: '/a/:id' }], ['/a/3'], { pathname: { id: '3' }, protocol: { 0: '' } }],
  [['https://x/a'], ['/a'], null],
];
for (const [pattern, input, groups] of table) {
  const text = JSON.stringify([pattern, input]);
  const compiled = new URLPattern(...pattern);
  const result = compiled.exec(...input);
  assert.strictEqual(compiled.test(...input), groups !== null, text);
  if (groups === null) assert.strictEqual(result, null, text);
  for (const name of Object.keys(groups ?? {})) assert.deepStrictEqual(result[name].groups, groups[name], text);
}

const { inputs, hash } = new URLPattern({}).exec({ hash: 'x', pathname: undefined, other: 1 });
assert.deepStrictEqual(inputs, [{ hash: 'x' }]);
assert.deepStrictEqual(hash, { groups: { 0: 'x' }, input: 'x' });
assert.deepStrictEqual(new URLPattern({}).exec('/\ud800', 'https://x').inputs, ['/\ufffd', 'https://x']);
