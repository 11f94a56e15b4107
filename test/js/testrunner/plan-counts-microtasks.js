// SPDX-License-Identifier: MIT
// Assertions made up to four turns of microtasks after a test's function has returned count for its plan, whatever kind
// of function it is.
'use strict';
const { test } = require('node:test');

function later(turns, fn) {
  let promise = Promise.resolve();
  for (let i = 1; i < turns; i++) promise = promise.then(() => {});
  promise.then(fn);
}

for (const turns of [1, 4]) {
  test(`function, ${turns}`, (t) => {
    t.plan(1);
    later(turns, () => t.assert.ok(true));
  });
  test(`callback, ${turns}`, (t, done) => {
    t.plan(1);
    later(turns, () => t.assert.ok(true));
    done();
  });
  test(`async function, ${turns}`, async (t) => {
    t.plan(1);
    later(turns, () => t.assert.ok(true));
  });
}
