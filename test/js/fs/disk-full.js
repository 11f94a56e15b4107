// SPDX-License-Identifier: MIT
'use strict';
// ENOSPC reaches the caller from every way of writing.
const assert = require('assert');
const fs = require('fs');

const full = { code: 'ENOSPC', syscall: 'write' };
assert.throws(() => fs.writeFileSync('/dev/full', 'x'), full);
assert.throws(() => fs.writeFileSync('/dev/full', Buffer.alloc(10)), full);
fs.writeFile('/dev/full', 'x', (error) => assert.strictEqual(error.code, 'ENOSPC'));
assert.rejects(fs.promises.writeFile('/dev/full', 'x'), full);
assert.rejects(fs.promises.writeFile('/dev/full', ['a', 'b']), full);

const fd = fs.openSync('/dev/full', 'w');
assert.throws(() => fs.writeSync(fd, 'text'), full);
assert.throws(() => fs.writevSync(fd, [Buffer.from('a'), Buffer.from('b')]), full);
fs.closeSync(fd);

const stream = fs.createWriteStream('/dev/full');
let closed = false;
stream.on('error', (error) => assert.strictEqual(error.code, 'ENOSPC'));
stream.on('close', () => { closed = true; });
stream.end('x');
process.on('exit', () => assert.ok(closed));
