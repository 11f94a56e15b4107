// SPDX-License-Identifier: MIT
// Lines end with \n, \r\n or \r, also across chunks; the last one needs no end.
'use strict';

const assert = require('node:assert');
const { PassThrough } = require('node:stream');
const readline = require('node:readline');

const input = new PassThrough();
const lines = [];
readline.createInterface({ input }).on('line', (line) => lines.push(line)).on('close', () => {
  assert.deepStrictEqual(lines, ['one', 'two', 'three', 'fo\u00fcr']);
});
input.write('one\r');
input.write('\ntwo\nthree\rfo\u00fc');
input.end('r');
