// SPDX-License-Identifier: MIT
// Methods of fs's classes on what is no instance: refused, and no descriptor is touched.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');

(async () => {
  const handle = await fs.promises.open(__filename);
  const { prototype } = handle.constructor;
  // A bare object of the class has no descriptor; standard input is none of its business.
  const others = [{}, undefined, null, 1, 'x', [], Object.create(null), Object.create(prototype), Object.create(handle, {}).constructor, new Proxy({}, {})];
  for (const other of others) {
    for (const name of ['read', 'readv', 'readFile', 'write', 'writev', 'writeFile', 'appendFile', 'stat', 'sync', 'datasync', 'truncate', 'chmod', 'chown', 'utimes']) {
      await assert.rejects(prototype[name].call(other), { code: 'ERR_INTERNAL_ASSERTION', message: /^handle must be an instance of FileHandle/ }, name);
    }
  }
  // One that inherits from a true one is that one.
  assert.strictEqual((await prototype.stat.call(Object.create(handle))).size, fs.statSync(__filename).size);
  await handle.close();
  await assert.rejects(prototype.read.call(handle), { code: 'EBADF', syscall: 'read', message: 'file closed' });

  const dir = fs.opendirSync(__dirname);
  for (const other of [{}, undefined, Object.create(fs.Dir.prototype), Object.create(dir), new Proxy(dir, {})]) {
    for (const name of ['readSync', 'closeSync']) assert.throws(() => fs.Dir.prototype[name].call(other), TypeError);
    for (const name of ['read', 'close']) {
      await assert.rejects(async () => fs.Dir.prototype[name].call(other), TypeError);
      assert.throws(() => fs.Dir.prototype[name].call(other, () => {}), TypeError);
    }
    await assert.rejects(async () => { for await (const entry of fs.Dir.prototype.entries.call(other)) assert.fail(entry.name); }, TypeError);
    assert.throws(() => Object.getOwnPropertyDescriptor(fs.Dir.prototype, 'path').get.call(other), TypeError);
  }
  assert.ok(dir.readSync());
  dir.closeSync();

  for (const name of ['ReadStream', 'WriteStream']) {
    assert.throws(() => fs[name].prototype.autoClose, { code: 'ERR_INVALID_THIS', message: `Value of "this" must be of type ${name}` });
    assert.throws(() => { fs[name].prototype.autoClose = true; }, { code: 'ERR_INVALID_THIS' });
    for (const other of [null, undefined]) assert.throws(() => fs[name].prototype.close.call(other), TypeError);
  }
  assert.throws(() => new fs.Dir(), { code: 'ERR_MISSING_ARGS' });
  assert.strictEqual(fs.Dirent.prototype.isFile.call({}), false);
})().then(() => console.log('done'));
