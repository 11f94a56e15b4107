// SPDX-License-Identifier: MIT
// EROFS: everything that would change a file system that is mounted read-only; trees are left whole, their copies work.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const descriptors = () => fs.readdirSync('/proc/self/fd').length;

async function within(folder) {
  const at = (...names) => path.join(folder, 'ro', ...names);
  const out = path.join(folder, 'out');
  const tree = { recursive: true };
  const calls = [
    ['writeFile', at('d/f'), 'x'], ['writeFile', at('new'), 'x'], ['appendFile', at('d/f'), 'x'], ['rm', at('d'), tree], ['rm', at('d/f')],
    ['rm', at('d'), { recursive: true, force: true, maxRetries: 1, retryDelay: 1 }], ['mkdir', at('x')], ['mkdir', at('x/y/z'), tree],
    ['mkdir', at('d/e/z'), tree], ['rmdir', at('d/e')], ['unlink', at('d/f')], ['rename', at('d/f'), at('g')], ['link', at('d/f'), at('g')],
    ['symlink', 'x', at('g')], ['chmod', at('d/f'), 0o600], ['chown', at('d/f'), 0, 0], ['lchown', at('l'), 0, 0], ['utimes', at('d/f'), 1, 1],
    ['lutimes', at('l'), 1, 1], ['truncate', at('d/f'), 0], ['copyFile', path.join(out, 'a'), at('g')], ['copyFile', path.join(out, 'a'), at('d/f')],
    ['cp', out, at('d/out'), tree], ['cp', path.join(out, 'a'), at('d/f')], ['mkdtemp', at('tmp-')], ['access', at('d/f'), fs.constants.W_OK],
    ['open', at('d/f'), 'r+'], ['open', at('new'), 'wx'],
  ];
  const before = descriptors();
  for (const [name, ...args] of calls) {
    const told = (error) => {
      assert.strictEqual(error.code, 'EROFS', `${name} ${args}: ${error.message}`);
      assert.strictEqual(error.errno, -os.constants.errno.EROFS);
      assert.match(error.message, /^EROFS: read-only file system, \w+ '/);
      assert.ok(error.path !== undefined && error.syscall !== undefined);
      return true;
    };
    assert.throws(() => fs[`${name}Sync`](...args), told);
    await assert.rejects(fs.promises[name](...args), told);
    await assert.rejects(new Promise((resolve, reject) => fs[name](...args, (error) => (error ? reject(error) : resolve()))), told);
  }
  assert.throws(() => fs.mkdtempDisposableSync(at('tmp-')), { code: 'EROFS', syscall: 'mkdtemp' });
  await assert.rejects(fs.promises.mkdtempDisposable(at('tmp-')), { code: 'EROFS' });
  for (const options of [{}, { flags: 'a' }, { flags: 'r+' }]) {
    await assert.rejects(new Promise((resolve, reject) => fs.createWriteStream(at('d/f'), options).on('error', reject)), { code: 'EROFS', syscall: 'open' });
  }
  // What is there already needs nothing; what is missing may be missing.
  assert.strictEqual(fs.mkdirSync(at('d/e'), tree), undefined);
  fs.rmSync(at('not'), { force: true, recursive: true });
  fs.cpSync(folder + '/ro', path.join(out, 'copy'), { recursive: true, preserveTimestamps: true });
  assert.strictEqual(fs.readFileSync(path.join(out, 'copy/d/f'), 'utf8'), 'F');
  assert.deepStrictEqual(fs.readdirSync(at(), tree).sort(), ['d', 'd/e', 'd/f', 'l']);
  assert.strictEqual(fs.readFileSync(at('d/f'), 'utf8'), 'F');
  assert.strictEqual(descriptors(), before);
}

const folder = process.argv[2] ?? fs.mkdtempSync(path.join(os.tmpdir(), 'read-only-'));
if (process.argv[2]) {
  within(folder).then(() => console.log('done'));
} else {
  process.on('exit', () => fs.rmSync(folder, { recursive: true }));
  for (const name of ['ro', 'source/d/e', 'out']) fs.mkdirSync(path.join(folder, name), { recursive: true });
  fs.writeFileSync(path.join(folder, 'source/d/f'), 'F');
  fs.writeFileSync(path.join(folder, 'out/a'), 'A');
  fs.symlinkSync('d/f', path.join(folder, 'source/l'));
  const command = 'mount --bind "$1/source" "$1/ro" && mount -o remount,ro,bind "$1/ro" || exit 77; exec "$2" "$3" "$1"';
  const { status, stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', command, 'sh', folder, process.execPath, __filename], { encoding: 'utf8' });
  if (status === 77 || status === null || (status === 1 && /unshare/.test(stderr))) {
    console.log('may not mount');
    process.exitCode = 77;
  } else {
    assert.strictEqual(stdout, 'done\n', stderr);
  }
}
