// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { compose, PassThrough } = require('stream');

// Chunks come out of composed streams as they went in, not joined.
const out = [];
const stream = compose(new PassThrough(), new PassThrough());
stream.on('data', (chunk) => out.push(`${chunk}`));
stream.on('end', () => assert.deepStrictEqual(out, ['a', 'b']));
stream.write('a');
stream.write('b');
stream.end();
