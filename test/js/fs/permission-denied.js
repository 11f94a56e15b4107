// SPDX-License-Identifier: MIT
// EACCES and EPERM, as a user who is not root: a child gives up its rights.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

async function asNobody(folder) {
  const file = path.join(folder, 'file');
  const inside = path.join(folder, 'closed', 'file');
  const denied = { code: 'EACCES' };
  const calls = [
    ['readFile', [file], 'open'], ['writeFile', [file, ''], 'open'], ['open', [file, 'r'], 'open'], ['access', [file, fs.constants.R_OK], 'access'],
    ['stat', [inside], 'stat'], ['lstat', [inside], 'lstat'], ['readdir', [path.join(folder, 'closed')], 'scandir'],
    ['mkdir', [path.join(folder, 'new')], 'mkdir'], ['unlink', [file], 'unlink'], ['rename', [file, `${file}2`], 'rename'],
    ['symlink', ['x', `${file}2`], 'symlink'], ['rm', [file], undefined], ['copyFile', [file, '/tmp/x'], 'copyfile'],
    ['opendir', [path.join(folder, 'closed')], 'opendir'], ['realpath', [inside], undefined], ['mkdtemp', [path.join(folder, 'x')], 'mkdtemp'],
    ['rmdir', [path.join(folder, 'closed')], 'rmdir'], ['truncate', [file], 'open'], ['readlink', [inside], 'readlink'],
  ];
  for (const [name, args, syscall] of calls) {
    const expected = syscall === undefined ? denied : { ...denied, syscall };
    assert.throws(() => fs[`${name}Sync`](...args), expected, name);
    await assert.rejects(fs.promises[name](...args), denied, name);
    await assert.rejects(new Promise((resolve, reject) => {
      fs[name](...args, (error) => (error ? reject(error) : resolve()));
    }), expected, name);
  }
  for (const [name, ...rest] of [['chmod', 0o600], ['chown', 0, 0], ['utimes', 1, 1]]) {
    assert.throws(() => fs[`${name}Sync`](file, ...rest), { code: 'EPERM', syscall: name === 'utimes' ? 'utime' : name });
    await assert.rejects(fs.promises[name](file, ...rest), { code: 'EPERM' });
  }
  assert.strictEqual(fs.existsSync(inside), false);
  for (const stream of [fs.createReadStream(file), fs.createWriteStream(file)]) {
    await assert.rejects(new Promise((resolve, reject) => stream.on('error', reject)), denied);
  }
  assert.throws(() => require(file), denied);
  assert.throws(() => process.chdir(path.join(folder, 'closed')), denied);
  console.log('denied');
}

if (process.argv[2] === 'nobody') {
  if (process.getuid() === 0) {
    process.setgroups([]);
    process.setgid(65534);
    process.setuid(65534);
    assert.throws(() => process.setuid(0), { code: 'EPERM' });
  }
  asNobody(process.argv[3]);
} else {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-denied-'));
  process.on('exit', () => {
    fs.chmodSync(folder, 0o755);
    fs.chmodSync(path.join(folder, 'closed'), 0o755);
    fs.rmSync(folder, { recursive: true });
  });
  if (process.getuid() !== 0) {
    fs.mkdirSync(path.join(folder, 'closed'));
    console.log('needs to be root');
    process.exitCode = 77;
  } else {
    fs.mkdirSync(path.join(folder, 'closed'));
    fs.writeFileSync(path.join(folder, 'closed', 'file'), '');
    fs.chmodSync(path.join(folder, 'closed'), 0o700);
    fs.writeFileSync(path.join(folder, 'file'), 'module.exports = 1', { mode: 0o600 });
    fs.chmodSync(folder, 0o755);
    const { status, stdout, stderr } = spawnSync(process.execPath, [__filename, 'nobody', folder]);
    assert.strictEqual(`${stdout}`, 'denied\n', `${stderr}`);
    assert.strictEqual(status, 0);
  }
}
