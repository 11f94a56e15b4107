// SPDX-License-Identifier: MIT
'use strict';
// Positions are numbers or BigInts; huge ones are errors of the system, not wrapped.
const assert = require('assert');
const fs = require('fs');

const fd = fs.openSync(__filename);
const buffer = Buffer.alloc(4);
assert.strictEqual(fs.readSync(fd, buffer, { position: 3n }), 4);
assert.strictEqual(buffer.toString(), 'SPDX');
assert.strictEqual(fs.readSync(fd, buffer, 0, 4, 2 ** 40), 0);
assert.strictEqual(fs.readSync(fd, buffer, 0, 4, 2n ** 62n), 0);
assert.throws(() => fs.readSync(fd, buffer, 0, 4, 2n ** 63n), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => fs.readSync(fd, buffer, 0, 4, 1.5), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => fs.readSync(fd, buffer, 0, 5), { code: 'ERR_OUT_OF_RANGE' });
assert.strictEqual(fs.readSync(fd, buffer), 4); // the position of the file itself has not moved
assert.strictEqual(buffer.toString(), '// S');
fs.closeSync(fd);
