// SPDX-License-Identifier: MIT
// write() of a string: an encoding that nobody knows counts as UTF-8; only odd hexadecimal is refused.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'encoding-')), 'file');
const fd = fs.openSync(file, 'w+');
const text = 'ä€';
const unknown = ['x', 'utf-7', '', '\0', '\ud800', 5, {}, [], true, null];

(async () => {
  const handle = await fs.promises.open(file, 'r+');
  for (const encoding of unknown) {
    assert.strictEqual(fs.writeSync(fd, text, 0, encoding), 5);
    assert.strictEqual((await handle.write(text, 5, encoding)).bytesWritten, 5);
    await new Promise((done) => fs.write(fd, text, 10, encoding, (error, n) => done(assert.deepStrictEqual([error, n], [null, 5]))));
    assert.strictEqual(fs.readFileSync(file, 'utf8'), text + text + text);
    fs.ftruncateSync(fd);
  }
  const odd = { code: 'ERR_INVALID_ARG_VALUE' };
  assert.throws(() => fs.writeSync(fd, 'abc', 0, 'hex'), odd);
  assert.throws(() => fs.write(fd, 'abc', 0, 'hex', () => {}), odd);
  await assert.rejects(handle.write('abc', 0, 'hex'), odd);
  // Where an encoding is an option, it is checked.
  for (const call of [fs.writeFileSync, fs.appendFileSync]) assert.throws(() => call(file, text, { encoding: 'x' }), odd);
  await assert.rejects(fs.promises.writeFile(file, text, 'x'), odd);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), '');
  await handle.close();
  fs.closeSync(fd);
  fs.rmSync(path.dirname(file), { recursive: true });
})();
