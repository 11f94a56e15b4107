// SPDX-License-Identifier: MIT
// Optimised code parses by a fast call, and falls back for strings in pieces: all must agree.
'use strict';
const assert = require('node:assert');

function parts(text) {
  const { host, pathname, search, hash } = new URL(text);
  return `${host}|${pathname}|${search}|${hash}`;
}

for (let i = 0; i < 30_000; i++) {
  assert.strictEqual(parts('https://u@example.com:81/a/b.c?q#h'), 'example.com:81|/a/b.c|?q|#h');
  assert.strictEqual(parts(`http://h/${i}/and/more`), `h|/${i}/and/more||`);
  assert.strictEqual(parts(`http://h/${i}/../and/more`), 'h|/and/more||');
  assert.strictEqual(parts('http://H/../é'), 'h|/%C3%A9||');
  assert.strictEqual(URL.canParse(`http://host-${i}/and/more`), true);
  assert.strictEqual(URL.canParse(`http://host ${i}/and/more`), false);
  assert.strictEqual(URL.parse(`no URL at all: ${i}`.slice(3)), null);
}
