// SPDX-License-Identifier: MIT
// Positions that are no whole numbers mean "where the descriptor stands"; and so do the rests of short writes.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-positions-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const file = path.join(folder, 'file');

for (const position of [NaN, 1.5, Infinity, 2 ** 53, -1, 1n, undefined, null, 'x']) {
  const fd = fs.openSync(file, 'w+');
  fs.writeSync(fd, 'abc');
  fs.writeSync(fd, Buffer.from('de'), 0, 2, position);
  fs.writeSync(fd, 'f', position);
  fs.writevSync(fd, [Buffer.from('g')], position);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'abcdefg', String(position));
  fs.closeSync(fd);
}

// A stream over writes that take three bytes at a time.
const short = (start) => new Promise((resolve, reject) => {
  const custom = {
    open: fs.open,
    close: fs.close,
    write(fd, data, offset, length, position, done) { fs.write(fd, data, offset, Math.min(3, length), position, done); },
  };
  const stream = fs.createWriteStream(file, { fs: custom, start, flags: start === undefined ? 'w' : 'r+' });
  stream.on('error', reject).on('close', resolve).end('0123456789');
});
short().then(() => {
  assert.strictEqual(fs.readFileSync(file, 'utf8'), '0123456789');
  return short(5);
}).then(() => assert.strictEqual(fs.readFileSync(file, 'utf8'), '012340123456789'));
