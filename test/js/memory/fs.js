// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: files, directories, descriptors, watchers, streams of files.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { noGrowth } = require('../../fixtures/growth');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-memory-'));
const file = path.join(folder, 'file');
fs.writeFileSync(file, 'x'.repeat(1000));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

function useDescriptor() {
  const fd = fs.openSync(file, 'r+');
  fs.readSync(fd, Buffer.alloc(10), 0, 10, 0);
  fs.writeSync(fd, 'ab', 0);
  fs.writevSync(fd, [Buffer.from('c')]);
  fs.fstatSync(fd);
  fs.ftruncateSync(fd, 900);
  fs.futimesSync(fd, 1, 1);
  fs.closeSync(fd);
}

function usePaths() {
  fs.readdirSync(folder, { withFileTypes: true });
  assert.throws(() => fs.readFileSync(`${folder}/absent`), { code: 'ENOENT' });
  fs.realpathSync(file);
  fs.mkdirSync(`${folder}/d`);
  fs.rmdirSync(`${folder}/d`);
  fs.copyFileSync(file, `${file}2`);
  fs.renameSync(`${file}2`, `${file}3`);
  fs.symlinkSync(file, `${file}4`);
  fs.readlinkSync(`${file}4`);
  fs.rmSync(`${file}4`);
  fs.cpSync(file, `${file}3`);
  fs.unlinkSync(`${file}3`);
  fs.globSync(`${folder}/*`);
  const dir = fs.opendirSync(folder);
  dir.readSync();
  dir.closeSync();
  fs.rmSync(fs.mkdtempSync(file), { recursive: true });
}

async function usePromises() {
  const handle = await fs.promises.open(file, 'r+');
  await handle.read(Buffer.alloc(8), 0, 8, 0);
  await handle.writeFile('y');
  await handle.close();
  for await (const entry of await fs.promises.opendir(folder)) entry.isFile();
  await fs.promises.rm(`${folder}/absent`, { force: true });
  const controller = new AbortController();
  const reading = fs.promises.readFile(file, { signal: controller.signal });
  controller.abort();
  await assert.rejects(reading, { name: 'AbortError' });
}

async function main() {
  await noGrowth('descriptors', useDescriptor, 200);
  await noGrowth('paths', usePaths, 60);
  await noGrowth('promises', usePromises, 100);
  await noGrowth('streams', () => new Promise((resolve) => {
    fs.createReadStream(file).pipe(fs.createWriteStream(`${file}5`)).on('close', resolve);
  }), 100);
  await noGrowth('watchers', () => new Promise((resolve) => {
    const listener = () => {};
    fs.watchFile(file, listener);
    fs.unwatchFile(file, listener);
    fs.watch(folder).on('close', resolve).close();
  }), 100);
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
