// SPDX-License-Identifier: MIT
// With a signal that has been aborted before, the callbacks of readFile and writeFile are called at once.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');

const signal = AbortSignal.abort('why');
const seen = [];
const callback = (error) => seen.push([error.name, error.code, error.cause]);
fs.readFile(__filename, { signal }, callback);
fs.writeFile('/nonexistent/file', '', { signal }, callback);
assert.deepStrictEqual(seen, [['AbortError', 'ABORT_ERR', 'why'], ['AbortError', 'ABORT_ERR', 'why']]);
