// SPDX-License-Identifier: MIT
// What is wrong with arguments is said in Node's order and words, and nothing is changed before.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'arguments-'));
const file = path.join(dir, 'file');
fs.writeFileSync(file, 'hello');

for (const len of ['3', 'x', null, true, {}, 3n]) {
  assert.throws(() => fs.truncateSync(file, len), { code: 'ERR_INVALID_ARG_TYPE', message: /^The "len" argument must be of type number/ });
  assert.throws(() => fs.truncateSync(`${file}-not`, len), { code: 'ENOENT', syscall: 'open' });
}
for (const len of [1.5, NaN]) assert.throws(() => fs.truncateSync(file, len), { code: 'ERR_OUT_OF_RANGE' });
assert.strictEqual(fs.readFileSync(file, 'utf8'), 'hello');
fs.truncateSync(file, 3);
assert.strictEqual(fs.readFileSync(file, 'utf8'), 'hel');

assert.throws(() => fs.readFileSync(99999), { code: 'EBADF', syscall: 'fstat' });
assert.throws(() => fs.readFileSync(99999, 'utf8'), { code: 'EBADF', syscall: 'read' });
assert.throws(() => fs.cp('a', 'b'), { message: 'The "cb" argument must be of type function. Received undefined' });

let left = 3;
process.on('exit', () => assert.strictEqual(left, 0));
fs.mkdir(path.join(dir, 'one'), (...args) => {
  left--;
  assert.deepStrictEqual(args, [null]);
  fs.mkdir(path.join(dir, 'two', 'three'), { recursive: true }, (...more) => {
    left--;
    assert.deepStrictEqual(more, [null, path.join(dir, 'two')]);
    fs.rmSync(dir, { recursive: true });
  });
});
fs.promises.readlink(5).catch((error) => {
  left--;
  assert.match(error.message, /^The "oldPath" argument/);
});

assert.strictEqual(typeof os.userInfo({ encoding: 'unknown' }).username, 'string');
assert.strictEqual(os.userInfo({ encoding: 'buffer' }).username.toString(), os.userInfo().username);
assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from([255])), (error) => !('errno' in error));
assert.throws(() => process.finalization.register([1], () => {}), { message: /^The "obj" argument/ });
