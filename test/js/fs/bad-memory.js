// SPDX-License-Identifier: MIT
// fs: memory that has gone, is cut, shared, or no bytes at all, in everything that reads into it or writes from it.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'memory-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'file');
function detached(bytes = new Uint8Array(8)) {
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}
function shrunk(length = 32) {
  const memory = new ArrayBuffer(64, { maxByteLength: 64 });
  const view = new Uint8Array(memory, 16, length);
  memory.resize(8);
  return view;
}
const gone = [() => detached(), () => shrunk(), () => detached(Buffer.alloc(8192)), () => detached(new Uint16Array(4))];
const called = (fn) => new Promise((resolve, reject) => fn((error, n) => (error ? reject(error) : resolve(n))));

(async () => {
  const fd = fs.openSync(file, 'w+');
  const handle = await fs.promises.open(file, 'r+');
  for (const make of gone) {
    // No bytes: nothing is read or written, nothing else is touched.
    assert.strictEqual(fs.readSync(fd, make()), 0);
    assert.strictEqual(fs.writeSync(fd, make()), 0);
    assert.strictEqual(fs.writevSync(fd, [make(), make()]), 0);
    assert.strictEqual(await called((cb) => fs.read(fd, make(), cb)), 0);
    assert.strictEqual(await called((cb) => fs.write(fd, make(), cb)), 0);
    assert.strictEqual(await called((cb) => fs.writev(fd, [make()], cb)), 0);
    assert.strictEqual((await handle.read(make())).bytesRead, 0);
    assert.strictEqual((await handle.write(make())).bytesWritten, 0);
    assert.strictEqual((await handle.writev([make()])).bytesWritten, 0);
    for (const call of [() => fs.readSync(fd, make(), 0, 8), () => fs.writeSync(fd, make(), 0, 8), () => fs.writeSync(fd, make(), 4),
      () => fs.read(fd, make(), 0, 8, 0, () => {}), () => fs.write(fd, make(), 0, 8, 0, () => {})]) {
      assert.throws(call, { code: /^ERR_(OUT_OF_RANGE|INVALID_ARG_VALUE)$/ }, String(call));
    }
    fs.writeFileSync(file, make());
    fs.appendFileSync(file, make());
    await fs.promises.writeFile(file, make());
    await called((cb) => fs.appendFile(file, make(), cb));
    assert.strictEqual(fs.statSync(file).size, 0);
    // As a path it is an empty one, or an error.
    assert.throws(() => fs.statSync(make()), (error) => error.code === 'ENOENT' || error instanceof TypeError);
    assert.throws(() => fs.openSync(make()), (error) => error.code === 'ENOENT' || error instanceof TypeError);
  }
  // What is not bytes is refused; what is shared or no Uint8Array works.
  for (const odd of [new ArrayBuffer(4), new SharedArrayBuffer(4), 'text', [1], {}, null, undefined, 5]) {
    assert.throws(() => fs.readSync(fd, odd), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => fs.read(fd, odd, 0, 1, 0, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => fs.readvSync(fd, [odd]), { code: 'ERR_INVALID_ARG_TYPE' });
    if (odd !== 'text') assert.throws(() => fs.writeSync(fd, odd), { code: 'ERR_INVALID_ARG_TYPE' });
    if (odd !== 'text') assert.throws(() => fs.writeFileSync(file, odd), { code: 'ERR_INVALID_ARG_TYPE' });
    await assert.rejects(handle.readv([odd]), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  for (const view of [new Uint8Array(new SharedArrayBuffer(6)), new DataView(new ArrayBuffer(6)), new Float64Array(1), new Uint16Array(3), Buffer.alloc(3)]) {
    assert.strictEqual(fs.writeSync(fd, view, 0, view.byteLength, 0), view.byteLength);
    assert.strictEqual((await handle.read(view, 0, view.byteLength, 0)).bytesRead, view.byteLength);
    await fs.promises.writeFile(file, view);
    assert.strictEqual(fs.statSync(file).size, view.byteLength);
  }
  // Taken or cut while the pool works on it: the call ends, and what had been given is what is written, or nothing.
  for (let i = 0; i < 20; i++) {
    const bytes = new Uint8Array(1 << 16).fill(65);
    const cut = new Uint8Array(new ArrayBuffer(1 << 16, { maxByteLength: 1 << 16 })).fill(65);
    const jobs = [handle.write(bytes, 0, bytes.length, 0), handle.read(cut, 0, cut.length, 0), fs.promises.writeFile(path.join(folder, 'w'), cut), handle.writev([bytes, cut], 0), handle.readv([cut], 0)];
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    cut.buffer.resize(i * 100);
    await Promise.allSettled(jobs);
    assert.ok(fs.readFileSync(path.join(folder, 'w')).every((byte) => byte === 65 || byte === 0));
    fs.ftruncateSync(fd);
  }
  await handle.close();
  fs.closeSync(fd);
  for (const call of [() => fs.readSync(fd, Buffer.alloc(1)), () => fs.writeSync(fd, 'x'), () => fs.fstatSync(fd), () => fs.closeSync(fd)]) assert.throws(call, { code: 'EBADF' });
  await assert.rejects(handle.stat(), { code: 'EBADF' });
})().then(() => console.log('done'));
