// SPDX-License-Identifier: MIT
// A burst that has made V8 grow the space for new objects: the process gives it back when it has nothing to do.
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');

const newSpace = () => v8.getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size;
const keep = [];
for (let round = 0; newSpace() < 16 * 2 ** 20 && round < 60; round++) {
  for (let i = 0; i < 10_000; i++) keep.push({ round, i, list: [] }); // what survives makes it grow
}
assert.ok(newSpace() >= 16 * 2 ** 20);

// Looks at it again and again, each time after a longer rest.
let rest = 3000;
(function look() {
  if (newSpace() < 8 * 2 ** 20) return;
  assert.ok(rest < 50_000, 'still there');
  setTimeout(look, rest *= 1.5);
})();
