// SPDX-License-Identifier: MIT
// Base64 in a string with characters beyond Latin-1: of those the low byte counts, as a digit, as '=' or as nothing.
'use strict';
const assert = require('node:assert');

const hex = (text, encoding = 'base64') => Buffer.from(text, encoding).toString('hex');
assert.strictEqual(hex('QUJD東東'), '414243aa'); // U+6771: 'q'
assert.strictEqual(hex('QUJDéĽ東東'), '414243'); // U+013D: '='
assert.strictEqual(hex('QUJDé=東東'), '414243');
assert.strictEqual(hex('QU東JD', 'base64url'), '414a89');
assert.strictEqual(hex('QU\u0100JD'), '414243');
assert.strictEqual(hex('東'), '');
