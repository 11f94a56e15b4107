// SPDX-License-Identifier: MIT
// A start without flags writes into V8's table what the build has noted (src/engine/flags.cc): the same as when V8 works it
// out, which it does as soon as one is given. The version of cached data is a hash of them all.
'use strict';
const assert = require('assert');
const { execFileSync } = require('child_process');
const { cachedDataVersionTag } = require('v8');

if (process.argv[2] === 'child') {
  console.log(cachedDataVersionTag());
  return;
}
const tagWith = (...flags) => +execFileSync(process.execPath, [...flags, __filename, 'child'], { encoding: 'utf8' });
assert.strictEqual(tagWith(), cachedDataVersionTag());
assert.strictEqual(tagWith('--no-freeze-flags-after-init'), tagWith()); // which it has anyway
assert.notStrictEqual(tagWith('--no-opt'), tagWith());
