// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const vm = require('vm');

// An error of another context is no Error to instanceof: as a message it is text.
const foreign = vm.runInNewContext('new Error("there")');
assert.throws(() => assert.strictEqual(1, 2, foreign), { code: 'ERR_ASSERTION', message: /^Error: there/ });
assert.throws(() => assert.fail(foreign), { code: 'ERR_ASSERTION', message: 'Error: there' });
assert.throws(() => assert.throws(() => { throw new Error('there'); }, foreign), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => assert.throws(() => { throw foreign; }, TypeError), {
  message: 'The error is expected to be an instance of "TypeError". Received "Error"\n\nError message:\n\nthere',
});

// A text in place of the error stays wrong when a message is given that is undefined.
assert.throws(() => assert.throws(() => { throw new Error('x'); }, 'text', undefined), { code: 'ERR_INVALID_ARG_TYPE' });
