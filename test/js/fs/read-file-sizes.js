// SPDX-License-Identifier: MIT
'use strict';
// Whole files of sizes around the limits of the implementation, in all encodings.
const assert = require('assert');
const fs = require('fs');

(async () => {
  const dir = fs.mkdtempSync(`${require('os').tmpdir()}/sizes-`);
  const path = `${dir}/file`;
  for (const size of [0, 1, 4095, 8191, 8192, 8193, 65535, 65536, 65537, 1 << 20]) {
    for (const fill of ['a', 'é', '日']) {
      const text = fill.repeat(size / Buffer.byteLength(fill));
      fs.writeFileSync(path, text);
      assert.strictEqual(fs.readFileSync(path, 'utf8'), text);
      assert.strictEqual(fs.readFileSync(path).toString(), text);
      assert.strictEqual(fs.readFileSync(path, 'hex'), Buffer.from(text).toString('hex'));
      assert.strictEqual(await fs.promises.readFile(path, 'utf8'), text);
      assert.strictEqual(fs.readFileSync(path, 'latin1'), Buffer.from(text).toString('latin1'));
    }
  }
  fs.truncateSync(path, 2 ** 31);
  const large = { code: 'ERR_FS_FILE_TOO_LARGE', name: 'RangeError' };
  assert.throws(() => fs.readFileSync(path), large);
  await assert.rejects(fs.promises.readFile(path), large);
  assert.ok(fs.readFileSync('/proc/self/status', 'utf8').includes('Pid:')); // says that it is empty
  fs.rmSync(dir, { recursive: true });
})();
