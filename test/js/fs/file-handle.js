// SPDX-License-Identifier: MIT
'use strict';
// FileHandle: close waits for operations, a closed one refuses, `await using` closes.
const assert = require('assert');
const fs = require('fs');

(async () => {
  const handle = await fs.promises.open(__filename);
  const { fd } = handle;
  const reading = handle.readFile('utf8');
  const closing = handle.close();
  assert.strictEqual(handle.close(), closing);
  assert.ok((await reading).includes('FileHandle'));
  await closing;
  assert.strictEqual(handle.fd, -1);
  await assert.rejects(handle.read(), { code: 'EBADF', message: 'file closed' });
  assert.throws(() => fs.fstatSync(fd), { code: 'EBADF' });
  const other = await fs.promises.open(__filename);
  await other[Symbol.asyncDispose]();
  assert.strictEqual(other.fd, -1);
  await other.close();
})();
