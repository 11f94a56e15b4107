'use strict';
// Long strings keep their text outside of the engine's heap: dead ones must be found and freed all the same.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

if (process.env.ASAN_OPTIONS) { // freed memory is kept for a while, to find its users
  console.log('resident memory of a sanitizer build says nothing');
  process.exit(77);
}

const MIB = 1024 * 1024;
const bytes = Buffer.alloc(128 * 1024, 'text ');
const wide = Buffer.from('東京'.repeat(64 * 1024), 'utf16le');
const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-strings-')), 'text');
fs.writeFileSync(file, Buffer.alloc(512 * 1024, 'text '));

let length = 0;
function growth(times, make) {
  const before = process.memoryUsage().rss;
  for (let i = 0; i < times; i++) length += make().length;
  return (process.memoryUsage().rss - before) / MIB;
}
const cases = { // a quarter of a gigabyte each
  hex: [1000, () => bytes.toString('hex')],
  latin1: [2000, () => bytes.toString('latin1')],
  utf8: [2000, () => bytes.toString()],
  utf16le: [1000, () => wide.toString('utf16le')],
  file: [500, () => fs.readFileSync(file, 'utf8')],
};
for (const name in cases) {
  const mib = growth(...cases[name]);
  assert.ok(mib < 160, `${name}: ${mib.toFixed(0)} MiB more`);
}
assert.ok(length > 0);
fs.rmSync(path.dirname(file), { recursive: true });
