// SPDX-License-Identifier: MIT
'use strict';
// Every way of calling gives the same system error, with errno, code, syscall and path.
const assert = require('assert');
const fs = require('fs');

const missing = '/no/such/file';
const expected = {
  code: 'ENOENT', errno: -2, syscall: 'open', path: missing,
  message: `ENOENT: no such file or directory, open '${missing}'`,
};
assert.throws(() => fs.openSync(missing), expected);
assert.throws(() => fs.readFileSync(missing, 'utf8'), expected);
assert.throws(() => fs.writeFileSync(missing, 'text'), expected);
fs.readFile(missing, (error) => assert.deepStrictEqual({ ...error, message: error.message }, expected));
assert.rejects(fs.promises.readFile(missing), (error) => {
  assert.match(error.stack, /at async|at Object\.readFile/);
  assert.deepStrictEqual({ ...error, message: error.message }, expected);
  return true;
});
assert.throws(() => fs.renameSync(missing, '/tmp/x'), { dest: '/tmp/x', path: missing, syscall: 'rename' });
assert.throws(() => fs.readFileSync('/'), { code: 'EISDIR', syscall: 'read' });
assert.throws(() => fs.statSync(Buffer.from(missing)), { code: 'ENOENT', path: missing });
assert.strictEqual(fs.statSync(missing, { throwIfNoEntry: false }), undefined);
