// SPDX-License-Identifier: MIT
// randomBytes() under its old names: deprecated for those only who ask for pending deprecations.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const run = (...args) => spawnSync(process.execPath, args, { encoding: 'utf8' }).stderr;
for (const name of ['pseudoRandomBytes', 'prng', 'rng']) {
  const program = `require('crypto').${name}(1)`;
  assert.strictEqual(run('-e', program), '');
  assert.match(run('--pending-deprecation', '-e', program), new RegExp(`\\[DEP0115\\] DeprecationWarning: crypto\\.${name} is deprecated\\.`));
}
