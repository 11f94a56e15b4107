// SPDX-License-Identifier: MIT
// A file that exists is replaced whole, whether the new contents are shorter, as long, or longer.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { tmpdir } = require('os');

const dir = fs.mkdtempSync(path.join(tmpdir(), 'eddy-over-'));
const file = path.join(dir, 'file'), link = path.join(dir, 'link');
fs.writeFileSync(file, 'the first');
fs.linkSync(file, link);
fs.chmodSync(file, 0o640);

async function write(text) {
  for (const data of [text, Buffer.from(text)]) {
    for (const before of ['', 'x', text, `${text} and more`, 'long '.repeat(5000)]) {
      fs.writeFileSync(file, before);
      assert.strictEqual(fs.readFileSync(link, 'utf8'), before);
      fs.writeFileSync(file, data);
      assert.strictEqual(fs.readFileSync(link, 'utf8'), text);
      fs.writeFileSync(file, before);
      await fs.promises.writeFile(file, data);
      assert.strictEqual(fs.readFileSync(link, 'utf8'), text);
    }
  }
}

(async () => {
  for (const text of ['', 'short', 'größer — 東京', 'a long one '.repeat(9000)]) await write(text);
  assert.strictEqual(fs.statSync(file).mode & 0o777, 0o640);
  // The other flags mean what they did.
  fs.writeFileSync(file, 'abcdef');
  fs.writeFileSync(file, 'XY', { flag: 'r+' });
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'XYcdef');
  fs.writeFileSync(file, '!', { flag: 'a' });
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'XYcdef!');
  fs.writeFileSync(file, 'new', { flag: 'w+' });
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'new');
  assert.throws(() => fs.writeFileSync(file, 'x', { flag: 'wx' }), { code: 'EEXIST' });
  assert.throws(() => fs.writeFileSync(dir, 'x'), { code: 'EISDIR', syscall: 'open' });
  fs.writeFileSync('/dev/null', 'nothing to cut off');
  fs.rmSync(dir, { recursive: true });
})();
