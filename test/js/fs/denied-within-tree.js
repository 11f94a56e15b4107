// SPDX-License-Identifier: MIT
// A directory within a tree that may not be entered, or not be changed: what walks the tree fails, and names it.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const descriptors = () => fs.readdirSync('/proc/self/fd').length;

async function walk(folder) {
  const at = (...names) => path.join(folder, ...names);
  const inner = at('tree/locked/in');
  const tree = { recursive: true };
  const denied = (syscall, where) => ({ code: 'EACCES', syscall, path: where });
  const calls = [
    ['readdir', [folder, tree], denied('scandir', inner)], ['readdir', [folder, { recursive: true, withFileTypes: true }], denied('scandir', inner)],
    ['rm', [at('tree'), tree], { code: 'EACCES' }], ['rm', [at('tree'), { recursive: true, force: true, maxRetries: 2, retryDelay: 1 }], { code: 'EACCES' }],
    ['cp', [at('tree'), at('out/1'), tree], denied('scandir', inner)], ['cp', [at('tree'), at('out/2'), { recursive: true, filter: () => true }], denied('scandir', inner)],
    ['mkdir', [at('tree/locked/n/m'), tree], { code: 'EACCES', syscall: 'mkdir' }], ['mkdir', [`${inner}/n/m`, tree], { code: 'EACCES', syscall: 'mkdir' }],
    ['rm', [`${inner}/f`, { force: true }], denied('lstat', `${inner}/f`)], ['cp', [at('secret'), at('out/s')], { code: 'EACCES' }],
  ];
  const before = descriptors();
  for (const [name, args, expected] of calls) {
    assert.throws(() => fs[`${name}Sync`](...args), expected, name);
    await assert.rejects(fs.promises[name](...args), expected, name);
    await assert.rejects(new Promise((resolve, reject) => fs[name](...args, (error) => (error ? reject(error) : resolve()))), expected, name);
  }
  // Asynchronously the directory is named that could not be made.
  await assert.rejects(fs.promises.mkdir(at('tree/locked/n/m'), tree), { path: at('tree/locked/n') });
  assert.throws(() => fs.mkdirSync(at('tree/locked/n/m'), tree), { path: at('tree/locked/n/m') });
  await assert.rejects(async () => { for await (const entry of await fs.promises.opendir(folder, tree)) entry.name; }, denied('opendir', inner));
  assert.throws(() => {
    const dir = fs.opendirSync(folder, tree);
    try {
      while (dir.readSync() !== null);
    } finally {
      dir.closeSync();
    }
  }, denied('opendir', inner));
  assert.throws(() => fs.watch(inner), { code: 'EACCES', syscall: 'watch' });
  await assert.rejects(fs.promises.watch(inner).next(), { code: 'EACCES' });
  await assert.rejects((await fs.openAsBlob(at('secret'))).text(), { name: 'NotReadableError' });
  // What can be listed is; nothing of the locked directory is gone.
  assert.ok(fs.globSync('**', { cwd: folder }).includes('tree/locked/in'));
  assert.ok(fs.existsSync(inner));
  assert.ok(descriptors() <= before + 1); // the loop's one descriptor for watching
  console.log('done');
}

if (process.argv[2]) {
  if (process.getuid() === 0) {
    process.setgroups([]);
    process.setgid(65534);
    process.setuid(65534);
  }
  walk(process.argv[2]);
} else if (process.getuid() !== 0) {
  console.log('needs to be root');
  process.exitCode = 77;
} else {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'denied-tree-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true }));
  fs.mkdirSync(path.join(folder, 'tree/locked/in'), { recursive: true });
  fs.mkdirSync(path.join(folder, 'out'));
  fs.writeFileSync(path.join(folder, 'tree/locked/in/f'), 'x');
  fs.writeFileSync(path.join(folder, 'tree/zz'), 'x');
  fs.writeFileSync(path.join(folder, 'secret'), 's', { mode: 0o600 });
  for (const name of ['', 'tree', 'tree/zz', 'tree/locked', 'tree/locked/in', 'tree/locked/in/f', 'out']) fs.chownSync(path.join(folder, name), 65534, 65534);
  fs.chmodSync(path.join(folder, 'tree/locked'), 0o500);
  fs.chmodSync(path.join(folder, 'tree/locked/in'), 0);
  const { stdout, stderr } = spawnSync(process.execPath, [__filename, folder], { encoding: 'utf8' });
  assert.strictEqual(stdout, 'done\n', stderr);
}
