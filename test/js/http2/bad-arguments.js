// SPDX-License-Identifier: MIT
// http2.connect: an array is no authority; options may be left out, but not be null.
'use strict';
const assert = require('node:assert');
const http2 = require('node:http2');

const type = (message) => ({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message });
assert.throws(() => http2.connect([]), type(/^The "authority" argument/));
assert.throws(() => http2.connect('http://localhost', null), type(/^The "options" argument/));
