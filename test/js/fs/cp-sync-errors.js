// SPDX-License-Identifier: MIT
// What fs.cpSync refuses is told in plain errors with a code, what fs.cp refuses in system errors.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'cp-sync-'));
process.on('exit', () => fs.rmSync(directory, { recursive: true }));
process.chdir(directory);
fs.mkdirSync('dir/sub', { recursive: true });
fs.writeFileSync('file', 'x');
fs.writeFileSync('other', 'y');

const refusals = [
  [['dir', 'new'], 'ERR_FS_EISDIR', 'Recursive option not enabled, cannot copy a directory: dir/'],
  [['dir', 'new', { filter: () => true }], 'ERR_FS_EISDIR', 'Recursive option not enabled, cannot copy a directory: dir/'],
  [['file', 'file'], 'ERR_FS_CP_EINVAL', 'src and dest cannot be the same file'],
  [['dir', 'file', { recursive: true }], 'ERR_FS_CP_DIR_TO_NON_DIR', 'Cannot overwrite non-directory file with directory dir'],
  [['file', 'dir'], 'ERR_FS_CP_NON_DIR_TO_DIR', 'Cannot overwrite directory dir with non-directory file'],
];
(async () => {
  for (const [args, code, message] of refusals) {
    assert.throws(() => fs.cpSync(...args), (error) => {
      assert.deepStrictEqual([error.name, error.code, error.message, error.info, error.syscall],
        ['Error', code, message, undefined, undefined]);
      return true;
    });
    await assert.rejects(fs.promises.cp(...args), { name: 'SystemError', code, syscall: 'cp' });
  }
  assert.throws(() => fs.cpSync('file', 'other', { force: false, errorOnExist: true }), { name: 'SystemError', code: 'ERR_FS_CP_EEXIST' });
})();
