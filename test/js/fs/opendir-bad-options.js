// SPDX-License-Identifier: MIT
// opendir(): options that turn out wrong after the directory was opened close it again; each is read once.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');

const descriptors = () => fs.readdirSync('/proc/self/fd').length;
const bad = [
  [{ bufferSize: 0 }, 'ERR_OUT_OF_RANGE'], [{ bufferSize: -1 }, 'ERR_OUT_OF_RANGE'], [{ bufferSize: 2 ** 32 }, 'ERR_OUT_OF_RANGE'],
  [{ bufferSize: 1.5 }, 'ERR_OUT_OF_RANGE'], [{ bufferSize: null }, 'ERR_INVALID_ARG_TYPE'], [{ bufferSize: '8' }, 'ERR_INVALID_ARG_TYPE'],
  [{ bufferSize: 1n }, 'ERR_INVALID_ARG_TYPE'], [{ get bufferSize() { throw Object.assign(new Error('mine'), { code: 'mine' }); } }, 'mine'],
  [{ get recursive() { throw Object.assign(new Error('mine'), { code: 'mine' }); } }, 'mine'],
];

async function all() {
  for (const [options, code] of bad) {
    assert.throws(() => fs.opendirSync(__dirname, options), { code });
    await assert.rejects(fs.promises.opendir(__dirname, options), { code });
    await assert.rejects(new Promise((resolve, reject) => {
      fs.opendir(__dirname, options, (error, dir) => (error ? reject(error) : resolve(dir)));
    }), { code });
    // A missing directory is told first.
    assert.throws(() => fs.opendirSync(`${__dirname}/not`, options), { code: 'ENOENT' });
  }
  // A value that changes from one look to the next.
  for (const second of [0, -1, NaN, 'x', {}, null]) {
    let looks = 0;
    const dir = fs.opendirSync(__dirname, { get bufferSize() { return looks++ === 0 ? 4 : second; } });
    assert.strictEqual(looks, 1);
    assert.ok(dir.readSync());
    dir.closeSync();
  }
  // As in Node, anything is a truth value here, and the encoding is checked before.
  fs.opendirSync(__dirname, { recursive: 1 }).closeSync();
  assert.throws(() => fs.opendirSync(`${__dirname}/not`, { encoding: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
}

all().then(all).then(async () => {
  const before = descriptors();
  await all();
  assert.strictEqual(descriptors(), before);
});
