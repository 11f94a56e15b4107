// Addons over V8's C++ interface are refused with a sentence that says so, and their packages go on with what they have.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');

for (const name of ['@lmdb/lmdb-linux-x64', '@msgpackr-extract/msgpackr-extract-linux-x64']) {
  const folder = path.join(__dirname, 'node_modules', name);
  const files = fs.readdirSync(folder).filter((file) => /^node\.abi\d+\.glibc\.node$/.test(file));
  assert.notStrictEqual(files.length, 0);
  for (const file of files) {
    assert.throws(() => require(path.join(folder, file)), (error) => {
      assert.strictEqual(error.code, 'ERR_DLOPEN_FAILED');
      assert.strictEqual(error.message, `The addon '${path.join(folder, file)}' uses the C++ interface of V8 or Node.js. ` +
        'Eddy loads addons that use Node-API (node_api.h) only.');
      return true;
    });
  }
  const again = path.join(folder, 'node.napi.glibc.node');
  assert.strictEqual(typeof require(again), 'object');
}
const { pack, unpack } = require('msgpackr');
assert.deepStrictEqual(unpack(pack({ text: 'ä€😀'.repeat(20) })), { text: 'ä€😀'.repeat(20) });
