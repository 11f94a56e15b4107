// SPDX-License-Identifier: MIT
// The Set of allowed flags shows what is in it, and nobody can put anything into it that counts.
'use strict';
const assert = require('node:assert');
const { inspect } = require('node:util');

const flags = process.allowedNodeEnvironmentFlags;
assert.match(inspect(flags, { maxArrayLength: null }), /'--enable-source-maps'/);
const { size } = flags;
Set.prototype.add.call(flags, '--mine');
flags.add('--mine');
assert.deepStrictEqual([flags.has('--mine'), flags.size, [...flags].includes('--mine')], [false, size, false]);
