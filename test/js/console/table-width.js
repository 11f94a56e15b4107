// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Console } = require('console');
const { Writable } = require('stream');

// Columns of a terminal: marks and format characters of all scripts take none, flags and trigrams two each.
function widthOf(text) {
  let out = '';
  const console = new Console(new Writable({ write(chunk, encoding, callback) { out += chunk; callback(); } }));
  console.table([text]);
  return out.split('\n')[0].split('┬')[1].length - 5;
}
const padding = 'a'.repeat(10);
assert.strictEqual(widthOf(padding), 10);
assert.strictEqual(widthOf(`\u0600\u0600${padding}`), 10);
assert.strictEqual(widthOf(`\u0483\u0591${padding}`), 10);
assert.strictEqual(widthOf('\u{1f1e9}\u{1f1ea}'.repeat(3)), 12);
assert.strictEqual(widthOf('\u2630'.repeat(6)), 12);
assert.strictEqual(widthOf('\u0958'.repeat(10)), 10);
