// SPDX-License-Identifier: MIT
// util.parseEnv() gives the names in their order, not the file's.
'use strict';

const assert = require('node:assert');
const { parseEnv } = require('node:util');

assert.deepStrictEqual(Object.keys(parseEnv('b=1\nB=2\na-b=3\n_=4\nA=5\nb=6')), ['A', 'B', '_', 'a-b', 'b']);
assert.strictEqual(parseEnv('b=1\nb=6').b, '6');
