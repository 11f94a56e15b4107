// SPDX-License-Identifier: MIT
// setLocalAddress() of what is no address throws a TypeError, which says so.
'use strict';
const assert = require('node:assert');
const dns = require('node:dns');

for (const args of [['abc'], ['127.0.0.1', 'abc'], ['']]) {
  assert.throws(() => new dns.Resolver().setLocalAddress(...args),
                { name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE', message: 'Invalid IP address.' });
}
