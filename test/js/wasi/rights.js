// SPDX-License-Identifier: MIT
// What a descriptor may be used for: rights of its kind, fewer when it was opened with fewer; the order in which a call looks at
// its arguments (memory first).
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { WASI } = require('node:wasi');

process.removeAllListeners('warning');
const SUCCESS = 0, EBADF = 8, EINVAL = 28, EOVERFLOW = 61, ENOTCAPABLE = 76;
const READ = 1n << 1n, SEEK = 1n << 2n, TELL = 1n << 5n, WRITE = 1n << 6n, PATH_OPEN = 1n << 13n, STAT = 1n << 21n;
const box = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-wasi-'));
process.on('exit', () => fs.rmSync(box, { recursive: true, force: true }));
fs.writeFileSync(path.join(box, 'file'), 'text');
fs.mkdirSync(path.join(box, 'sub'));
fs.writeFileSync(path.join(box, 'sub/file'), 'text');

const wasi = new WASI({ version: 'preview1', preopens: { '/': box } });
const memory = new WebAssembly.Memory({ initial: 1 });
wasi.initialize({ exports: { memory } });
const w = wasi.wasiImport, bytes = Buffer.from(memory.buffer), END = bytes.length;
const text = (value) => [1000, bytes.write(value, 1000)];
const open = (name, rights, inheriting = 0n, directory = 3) =>
  w.path_open(directory, 1, ...text(name), name === 'sub' ? 2 : 0, rights, inheriting, 0, 100) || -bytes.readUInt32LE(100);

// A folder has no bytes and no place.
bytes.fill(0, 200, 216);
for (const call of [() => w.fd_read(3, 200, 1, 300), () => w.fd_write(3, 200, 1, 300), () => w.fd_pread(3, 200, 1, 0n, 300),
                    () => w.fd_seek(3, 0n, 0, 300), () => w.fd_tell(3, 300), () => w.fd_datasync(3), () => w.fd_allocate(3, 0n, 1n),
                    () => w.fd_filestat_set_size(3, 0n)]) assert.strictEqual(call(), ENOTCAPABLE);
assert.strictEqual(w.fd_advise(3, 0n, 0n, 0), EBADF);

const file = -open('file', READ | SEEK);
assert.ok(file > 3);
assert.strictEqual(w.fd_fdstat_get(file, 400), SUCCESS);
assert.strictEqual(bytes.readBigUInt64LE(408), READ | SEEK);
assert.strictEqual(w.fd_read(file, 200, 1, 300), SUCCESS);
assert.strictEqual(w.fd_seek(file, 0n, 0, 300), SUCCESS);
for (const call of [() => w.fd_write(file, 200, 1, 300), () => w.fd_tell(file, 300), () => w.fd_sync(file), () => w.fd_filestat_get(file, 400),
                    () => w.fd_filestat_set_times(file, 0n, 0n, 2), () => w.fd_fdstat_set_flags(file, 0)])
  assert.strictEqual(call(), ENOTCAPABLE);
assert.strictEqual(w.fd_fdstat_set_rights(file, READ, 0n), SUCCESS);
assert.strictEqual(w.fd_seek(file, 0n, 0, 300), ENOTCAPABLE);
assert.strictEqual(w.fd_fdstat_set_rights(file, READ | SEEK, 0n), ENOTCAPABLE);

// What is opened below a folder may do what that hands on.
const sub = -open('sub', PATH_OPEN, READ);
assert.ok(-open('file', READ, 0n, sub) > sub);
assert.strictEqual(open('file', READ | TELL, 0n, sub), ENOTCAPABLE);
assert.strictEqual(open('file', READ, WRITE, sub), ENOTCAPABLE);
assert.strictEqual(w.fd_readdir(sub, 500, 100, 0n, 300), ENOTCAPABLE);
assert.strictEqual(open('file', STAT, 0n, -open('sub', 0n, STAT)), ENOTCAPABLE);

// Memory, then the descriptor.
for (const call of [() => w.fd_filestat_get(99, END - 8), () => w.fd_read(99, END - 4, 1, 300), () => w.fd_read(99, 200, 1, END),
                    () => w.fd_fdstat_get(99, END - 8), () => w.path_create_directory(99, END, 1), () => w.fd_prestat_get(0, END - 4)])
  assert.strictEqual(call(), EOVERFLOW);
assert.strictEqual(w.fd_filestat_get(99, 0), EBADF);
assert.strictEqual(w.fd_advise(99, 0n, 0n, 6), EINVAL);
assert.strictEqual(w.fd_advise(-1, 0n, 0n, 0), EINVAL);
assert.strictEqual(w.fd_filestat_set_times(3, 0n, 0n, 16), EINVAL);
assert.strictEqual(w.path_create_directory(3, 0, 0), EINVAL);
