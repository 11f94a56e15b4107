// SPDX-License-Identifier: MIT
// Optimised code parses by a fast call; its offsets must be those of the ordinary one.
'use strict';
const assert = require('node:assert');

function parts(text) {
  const { host, pathname, search, hash } = new URL(text);
  return `${host}|${pathname}|${search}|${hash}`;
}

for (let i = 0; i < 30_000; i++) {
  assert.strictEqual(parts('https://u@example.com:81/a/b.c?q#h'), 'example.com:81|/a/b.c|?q|#h');
  assert.strictEqual(parts(`http://h/${i}`), `h|/${i}||`);
  assert.strictEqual(parts('http://H/../é'), 'h|/%C3%A9||');
}
