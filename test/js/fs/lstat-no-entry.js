// SPDX-License-Identifier: MIT
// throwIfNoEntry is an option of stat(), statSync() and lstatSync(), not of lstat().
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');

const options = { throwIfNoEntry: false };
fs.stat('/nonexistent', options, (...args) => assert.deepStrictEqual(args, [null, undefined]));
fs.lstat('/nonexistent', options, (error) => assert.strictEqual(error?.code, 'ENOENT'));
assert.strictEqual(fs.lstatSync('/nonexistent', options), undefined);
assert.rejects(fs.promises.lstat('/nonexistent', options), { code: 'ENOENT' }).then(() => console.log('rejected'));
