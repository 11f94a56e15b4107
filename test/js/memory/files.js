// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: file handles, directories, patterns, watchers, blobs, lines, operations and streams that are broken off.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { once } = require('node:events');
const { noCreep } = require('../../fixtures/growth');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-memory-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const file = path.join(folder, 'a.js');
fs.writeFileSync(file, 'some text\n'.repeat(1000));
const ignore = () => {};

async function handles() {
  const handle = await fs.promises.open(file);
  await handle.read(Buffer.alloc(10), 0, 10, 0);
  await handle.stat();
  for await (const line of handle.readLines({ autoClose: false, start: 0 })) {
    assert.ok(line.length > 0);
    break;
  }
  await handle.close();
  for await (const chunk of (await fs.promises.open(file)).createReadStream()) assert.ok(chunk.length > 0);
  const last = await fs.promises.open(file);
  for await (const chunk of last.readableWebStream()) assert.ok(chunk.byteLength > 0);
  await last.close();
}

async function directories() {
  for await (const entry of await fs.promises.opendir(folder)) assert.ok(entry.isFile());
  const dir = fs.opendirSync(folder);
  dir.readSync();
  dir.closeSync();
  for await (const entry of await fs.promises.opendir(folder)) {
    assert.ok(entry.name);
    break;
  }
  assert.strictEqual(fs.globSync(`${folder}/*.js`).length, 1);
  for await (const name of fs.promises.glob('*', { cwd: folder })) assert.ok(name);
}

async function watchers() {
  const watcher = fs.watch(folder, ignore);
  watcher.close();
  const controller = new AbortController();
  const next = fs.promises.watch(folder, { signal: controller.signal }).next().catch(ignore);
  controller.abort();
  await next;
  fs.watchFile(file, ignore);
  fs.unwatchFile(file, ignore);
  await new Promise(setImmediate);
}

async function aborts() {
  for (const start of [(signal) => fs.promises.readFile(file, { signal }), (signal) => fs.promises.writeFile(`${file}.new`, 'x', { signal }),
                       (signal) => new Promise((resolve) => { fs.readFile(file, { signal }, resolve); })]) {
    const before = AbortSignal.abort(), during = new AbortController(), after = new AbortController();
    await start(before).catch(ignore);
    const result = start(during.signal).catch(ignore);
    during.abort();
    await result;
    await start(after.signal).catch(ignore);
    after.abort();
  }
}

async function streams() {
  for (const make of [() => fs.createReadStream(file), () => fs.createWriteStream(`${file}.new`), () => fs.createReadStream(`${file}.none`)]) {
    const stream = make().on('error', ignore);
    if (stream.write) stream.write('x');
    stream.destroy();
    await new Promise((resolve) => { stream.on('close', resolve); });
  }
  const reading = fs.createReadStream(file, { highWaterMark: 100 });
  await once(reading, 'data');
  reading.destroy();
  await once(reading, 'close');
  const input = fs.createReadStream(file);
  for await (const line of readline.createInterface({ input })) {
    assert.ok(line.length > 0);
    break;
  }
  input.destroy();
}

async function main() {
  await noCreep('handles', handles, 100, 400);
  await noCreep('directories', directories, 150, 300);
  await noCreep('watchers', watchers, 300, 150);
  await noCreep('aborts', aborts, 200, 200);
  await noCreep('streams', streams, 100, 400);
  await noCreep('blobs', async () => {
    const blob = await fs.openAsBlob(file);
    await blob.slice(2, 50).text();
  }, 200, 200);
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
