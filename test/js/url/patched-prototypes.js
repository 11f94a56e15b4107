// SPDX-License-Identifier: MIT
// Paths and URLs are part of the keel: they work after a program has broken the prototypes.
'use strict';
process.noDeprecation = true;
const assert = require('node:assert');
const path = require('node:path');
const url = require('node:url');

const saved = [];
for (const { prototype } of [Array, String, RegExp, Map, Set]) {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const { value, writable } = Object.getOwnPropertyDescriptor(prototype, name);
    if (typeof value !== 'function' || !writable || name === 'constructor' || name === 'toString') continue;
    saved[saved.length] = [prototype, name, value];
  }
}
for (let i = 0; i < saved.length; i++) {
  saved[i][0][saved[i][1]] = () => { throw new Error(`patched ${saved[i][1]}`); };
}
let results;
try {
  const params = new URL('http://a/?x=1&y=%20+z').searchParams;
  params.append('q', '~ é');
  params.sort();
  results = [
    new URL('../x y?é=1#z', 'http://bücher.de/a/b').href,
    `${params}`,
    `${new URLSearchParams({ a: '1' })}`,
    url.fileURLToPath(url.pathToFileURL('/a b%')),
    url.resolve('http://a/b/c', '../d?e#f'),
    path.resolve('/a/b', '../c'),
    path.relative('/a/b/c', '/a/d'),
    path.parse('/a/b.c').name,
    path.win32.join('a', '..\\b'),
  ];
} finally {
  for (let i = 0; i < saved.length; i++) saved[i][0][saved[i][1]] = saved[i][2];
}
assert.deepStrictEqual(results, [
  'http://xn--bcher-kva.de/x%20y?%C3%A9=1#z', 'q=%7E+%C3%A9&x=1&y=++z', 'a=1', '/a b%', 'http://a/d?e#f',
  '/a/c', '../../d', 'b', 'b',
]);
