// SPDX-License-Identifier: MIT
// Flags: --expose-gc
// The tests of test/js/memory find what C leaks: a hundred bytes a round.
'use strict';
const assert = require('node:assert');
const { load } = require('./load');
const { grows } = require('../fixtures/longer');
const { leak } = load('leak');

if (process.env.ASAN_OPTIONS !== undefined) {
  console.log('resident memory of a sanitizer build says nothing');
  process.exit(77);
}

let done = false;
grows(() => leak(100), 2000).then((found) => {
  assert.match(found.join(), /^resident: \d+ more after 20000 rounds/);
  done = true;
});
process.on('exit', (code) => assert.ok(done || code !== 0));
