// SPDX-License-Identifier: MIT
// Timers of one duration keep their order; a cleared one does not run; refresh() starts anew.
'use strict';
const assert = require('node:assert');

const seen = [];
for (let i = 0; i < 5; i++) setTimeout(() => seen.push(i), 2);
setTimeout(() => clearTimeout(never), 2);
const never = setTimeout(() => assert.fail('cleared'), 2);
const byNumber = setTimeout(() => assert.fail('cleared by number'), 5);
clearTimeout(+byNumber);
const immediate = setImmediate(() => assert.fail('cleared'));
setImmediate(() => seen.push('immediate'));
clearImmediate(immediate);
process.on('exit', () => assert.deepStrictEqual(seen.filter((x) => x !== 'immediate'), [0, 1, 2, 3, 4]));
